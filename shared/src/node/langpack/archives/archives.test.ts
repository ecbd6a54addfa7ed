import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../catalog/langpack-settings.js';
import type { PackageFiles } from '../../../langpack/generator.js';
import { recordOf, type Artifact } from './artifact.js';
import { buildArtifacts } from './build-artifacts.js';
import { pythonWheel } from './python-archives.js';

const long = `events/${'long_'.repeat(25)}name.txt`;
const files: PackageFiles = new Map([
  ['README.md', 'Ünï 🎉\n'],
  ['shop_events/__init__.py', '"""Events."""\n'],
  ['shop_events/order.py', 'paid = True\n'],
  ['tests/__init__.py', ''],
  ['PKG-INFO', 'Metadata-Version: 2.1\nName: shop-events\nVersion: 0.1.3\n'],
  [long, 'a path that an old tar cannot name\n'],
]);

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-archives-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

/** Unpacks by programs that are not ours; answers how to read what came out. */
function unpack(artifact: Artifact): (path: string) => string {
  const archive = join(scratch, artifact.file);
  writeFileSync(archive, artifact.bytes);
  if (artifact.file.endsWith('gz')) execFileSync('tar', ['-xzf', archive, '-C', scratch]);
  else execFileSync('python3', ['-m', 'zipfile', '-e', archive, scratch]);
  return (path) => readFileSync(join(scratch, path), 'utf8');
}

describe('an archive', () => {
  it.each(languages)('of %s is the same bytes whatever order its files come in', async (language) => {
    const backwards: PackageFiles = new Map([...files].reverse());
    const build = { language, name: 'shop-events', version: '0.1.3' };
    const [one, other] = [
      await buildArtifacts({ ...build, files }),
      await buildArtifacts({ ...build, files: backwards }),
    ];
    expect(one.map(recordOf)).toEqual(other.map(recordOf));
  });

  it.each([
    ['typescript', '@shop/events', 'shop-events-0.1.3.tgz', 'package'],
    ['php', 'shop/events', 'shop-events-0.1.3.zip', '.'],
    ['go', 'git.shop.example/events', 'v0.1.3.zip', 'git.shop.example/events@v0.1.3'],
  ] as const)('of %s unpacks to what was packed', async (language, name, file, folder) => {
    const [artifact] = await buildArtifacts({ language, name, version: '0.1.3', files });
    expect(artifact?.file).toBe(file);
    if (artifact === undefined) return;
    const unpacked = unpack(artifact);
    for (const [path, text] of files) expect(unpacked(join(folder, path))).toBe(text);
  });

  it('of Python is a wheel with its record and a source distribution', async () => {
    const [wheel, sdist] = await buildArtifacts({
      language: 'python',
      name: 'Shop.Events',
      version: '0.1.3',
      files,
    });
    expect([wheel?.file, sdist?.file]).toEqual([
      'shop_events-0.1.3-py3-none-any.whl',
      'shop_events-0.1.3.tar.gz',
    ]);
    if (wheel === undefined || sdist === undefined) return;
    const record = unpack(wheel)('shop_events-0.1.3.dist-info/RECORD');
    expect(record.split('\n').map((line) => line.split(',')[0])).toEqual([
      'shop_events-0.1.3.dist-info/METADATA',
      'shop_events-0.1.3.dist-info/WHEEL',
      'shop_events/__init__.py',
      'shop_events/order.py',
      'shop_events-0.1.3.dist-info/RECORD',
      '',
    ]);
    expect(unpack(sdist)(`shop_events-0.1.3/${long}`)).toBe(files.get(long));
  });
});

it('of Python without metadata is our bug', () => {
  expect(() => pythonWheel('x', '0.1.1', new Map())).toThrow(/PKG-INFO/u);
});
