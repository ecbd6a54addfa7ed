import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCatalog } from '../check/check.js';
import { readCatalogFolder } from './catalog-folder.js';

const sound = join(import.meta.dirname, '../../fixtures/rules/_catalog');
let scratch: string;
let directory: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-folder-'));
  directory = join(scratch, 'catalog');
  cpSync(sound, directory, { recursive: true });
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** What reading and checking say, each as `rule file`. */
async function said(): Promise<string[]> {
  const { files, findings } = await readCatalogFolder(directory);
  return checkCatalog(files, { reading: findings }).findings.map(({ rule, file }) => `${rule} ${file}`);
}

describe('readCatalogFolder', () => {
  it('reads the files of the catalog and no others', async () => {
    const before = await readCatalogFolder(directory);
    for (const folder of ['.git', '.github', 'docs', 'node_modules/owners']) {
      mkdirSync(join(directory, folder), { recursive: true });
      writeFileSync(join(directory, folder, 'x.json'), '{');
    }
    writeFileSync(join(directory, 'README.md'), 'hello');
    writeFileSync(join(directory, 'fields/.gitkeep'), '');
    const after = await readCatalogFolder(directory);
    expect(after).toEqual(before);
    expect(after.findings).toEqual([]);
    expect(after.files.get('events/checkout.order_paid/2.json')).toContain('"version": 2');
    expect([...after.files.keys()]).toEqual([...after.files.keys()].sort());
  });

  it('follows no link, neither to a file nor to a folder nor out of the catalog', async () => {
    const secret = join(scratch, 'secret.json');
    writeFileSync(secret, '{"title": "Secret", "members": []}');
    symlinkSync(secret, join(directory, 'owners/secret.json'));
    symlinkSync(scratch, join(directory, 'events/loop'));
    symlinkSync(join(directory, 'fields/price.json'), join(directory, 'fields/cost.json'));
    expect(await said()).toEqual([
      'file-readable events/loop',
      'file-readable fields/cost.json',
      'file-readable owners/secret.json',
    ]);
    const { findings } = await readCatalogFolder(directory);
    expect(new Set(findings.map(({ message }) => message))).toEqual(
      new Set(['This is a link; links are not followed.']),
    );
  });

  it('does not call missing what a link hides', async () => {
    rmSync(join(directory, 'owners'), { recursive: true });
    symlinkSync(join(sound, 'owners'), join(directory, 'owners'));
    expect(await said()).toEqual(['file-readable owners']);
  });

  it('finds a catalog.json that is a link, and still reads the rest', async () => {
    unlinkSync(join(directory, 'catalog.json'));
    symlinkSync(join(sound, 'catalog.json'), join(directory, 'catalog.json'));
    expect(await said()).toEqual(['file-readable catalog.json']);
  });

  it('does not read what is too large', async () => {
    const large = join(directory, 'fields/price.json');
    truncateSync(large, 50 * 1024 * 1024);
    const { files, findings } = await readCatalogFolder(directory);
    expect(files.has('fields/price.json')).toBe(false);
    expect(findings.map(({ file, message }) => [file, message])).toEqual([
      ['fields/price.json', 'The file has 52428800 bytes; at most 1048576 are read.'],
    ]);
    expect(await said()).toEqual(['file-readable fields/price.json']);
  });

  it('reads a file of exactly the largest size', async () => {
    writeFileSync(join(directory, 'fields/price.json'), ' '.repeat(1024 * 1024));
    expect(await said()).toEqual(['json-syntax fields/price.json']);
  });

  it('finds what is no UTF-8', async () => {
    writeFileSync(join(directory, 'owners/shop.json'), Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]));
    expect(await said()).toEqual(['file-readable owners/shop.json']);
  });

  it('leaves a byte order mark for the parser to find', async () => {
    const { files } = await readCatalogFolder(directory);
    writeFileSync(join(directory, 'owners/shop.json'), `\ufeff${files.get('owners/shop.json') ?? ''}`);
    expect(await said()).toEqual(['json-syntax owners/shop.json']);
  });

  it('opens nothing that is no plain file', async () => {
    const server = createServer();
    const socket = join(directory, 'fields/socket.json');
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    expect(await said()).toEqual(['file-readable fields/socket.json']);
    await new Promise((resolve) => server.close(resolve));
  });

  it('tells of folders within folders, as deep as a catalog could be, and of the first beyond', async () => {
    const deep = join(directory, 'events', ...Array.from({ length: 12 }, () => 'x'));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, '1.json'), '{}');
    writeFileSync(join(directory, 'events/x/x/1.json'), '{}');
    expect(await said()).toEqual(['file-place events/x/x/1.json', 'file-readable events/x/x/x/x/x/x/x/x']);
  });

  it('refuses a folder that is no catalog, and one that is not there', async () => {
    unlinkSync(join(directory, 'catalog.json'));
    await expect(readCatalogFolder(directory)).rejects.toMatchObject({ code: 'not_a_catalog', kind: 'user' });
    await expect(readCatalogFolder(join(scratch, 'nowhere'))).rejects.toMatchObject({
      code: 'file_not_found',
    });
    await expect(readCatalogFolder(join(directory, 'owners/shop.json'))).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });
});
