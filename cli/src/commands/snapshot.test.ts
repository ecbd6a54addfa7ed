import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { readBundle } from '@eventbook/shared/snapshot/bundle';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
let directory: string;
let repository: TestRepository;
beforeEach(async () => {
  directory = join(folder.path, 'book');
  await runCommand(folder.path, ['init', 'book']);
  repository = new TestRepository(directory);
});

type Data = Readonly<Record<string, unknown>>;

async function json(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Data> {
  const { stdout, stderr } = await runCommand(directory, [...words, '--format', 'json'], { env });
  return JSON.parse(stdout === '' ? stderr : stdout) as Data;
}

const build = ['snapshot', 'build', '--output', '../a.snapshot'];
const publish = ['snapshot', 'publish', '--to', '../public'];

describe('keygen', () => {
  test('writes the secret where only its owner can read it, never over another, and does not print it', async () => {
    const { code, stdout } = await runCommand(directory, ['snapshot', 'keygen', '--output', '../k']);
    const secret = readFileSync(join(folder.path, 'k'), 'utf8').trim();
    expect([code, secret]).toEqual([0, expect.stringMatching(/^eventbook-secret-key:[0-9a-f]{64}$/u)]);
    expect(stdout).not.toContain(secret);
    expect(statSync(join(folder.path, 'k')).mode & 0o777).toBe(0o600);
    const again = await runCommand(directory, ['snapshot', 'keygen', '--output', '../k']);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);
    expect(readFileSync(join(folder.path, 'k'), 'utf8').trim()).toBe(secret);
  });
});

describe('build', () => {
  test('is of the commit: its sequence, its time, its files', async () => {
    repository.commit({});
    const commit = repository.git('rev-parse', 'HEAD');
    const built = await json(build);
    expect(built).toMatchObject({ sequence: 2, commit, signed: false, signed_at: null });
    expect(Date.parse(String(built['committed_at'])) / 1000).toBe(
      Number(repository.git('log', '-1', '--format=%ct')),
    );
    const bundle = readBundle(readFileSync(join(folder.path, 'a.snapshot')));
    expect(JSON.parse(Buffer.from(bundle.content).toString())).toMatchObject({ name: 'classifieds' });
  });

  test('knows nothing of files that are not committed, and says so', async () => {
    writeFileSync(join(directory, 'owners/new.json'), '{"title":"New","members":[]}\n');
    expect(await json(build)).toMatchObject({
      error: { code: 'not_committed', data: { files: ['owners/new.json'] } },
    });
    expect(await json([...build, '--working-tree'])).toMatchObject({
      sequence: 1,
      commit: null,
      committed_at: null,
    });
    rmSync(join(directory, 'owners/new.json'));
    writeFileSync(join(directory, 'notes.txt'), 'not the catalog');
    expect(await json(build)).toMatchObject({ sequence: 1 });
  });

  test('is refused on another branch, with errors, outside of a repository', async () => {
    repository.git('switch', '--quiet', '--create', 'feature');
    expect(await json(build)).toMatchObject({
      error: { code: 'not_committed', message: expect.stringContaining('feature') as string },
    });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'events/advert.edited/2.json': '{"version": 2, "fields": {"nothing": {}}}' });
    const refused = await json(build);
    expect(refused).toMatchObject({ error: { code: 'catalog_has_errors', data: { count: 1 } } });
    expect(await json([...build, '--working-tree'])).toMatchObject({ error: { code: 'catalog_has_errors' } });
    rmSync(join(directory, '.git'), { recursive: true });
    rmSync(join(directory, 'events/advert.edited/2.json'));
    expect(await json(build)).toMatchObject({ error: { code: 'not_a_repository' } });
    expect(await json([...build, '--working-tree'])).toMatchObject({ sequence: 0, commit: null });
  });

  test('is refused where it would change what was published', async () => {
    await runCommand(directory, publish);
    const path = 'events/advert.edited/1.json';
    const text = readFileSync(join(directory, path), 'utf8');
    repository.commit({ [path]: text.replace('"minItems": 1', '"minItems": 2') });
    expect(await json(publish)).toMatchObject({ error: { code: 'catalog_has_errors' } });
  });
});

describe('verify', () => {
  test('holds a signature against the keys one trusts', async () => {
    const mine = await json(['snapshot', 'keygen', '--output', '../mine']);
    const other = await json(['snapshot', 'keygen', '--output', '../other']);
    await runCommand(directory, [...build, '--key', '../mine']);
    const verify = ['snapshot', 'verify', '../a.snapshot'];
    expect(await json(verify)).toMatchObject({ valid: true, signed: true, trusted: false, events: 12 });
    expect(
      await json([...verify, '--trust', `${String(other['publicKey'])},${String(mine['publicKey'])}`]),
    ).toMatchObject({ valid: true, trusted: true });
    expect(await json([...verify, '--trust', String(other['publicKey'])])).toMatchObject({
      valid: false,
      code: 'snapshot_forged',
    });
    expect((await runCommand(directory, [...verify, '--trust', String(other['publicKey'])])).code).toBe(1);
    expect((await runCommand(directory, [...verify, '--trust', 'nonsense'])).code).toBe(2);
    await runCommand(directory, build);
    expect(await json([...verify, '--trust', String(mine['publicKey'])])).toMatchObject({
      valid: false,
      code: 'snapshot_unsigned',
    });
  });

  test('finds every byte that was changed or cut off', async () => {
    const { publicKey, secretKey } = await json(['snapshot', 'keygen']);
    const env = { EVENTBOOK_SIGNING_KEY: String(secretKey) };
    expect(await json(build, env)).toMatchObject({ signed: true });
    const path = join(folder.path, 'a.snapshot');
    const whole = readFileSync(path);
    const verify = ['snapshot', 'verify', path, '--trust', String(publicKey)];
    expect(await json(verify)).toMatchObject({ valid: true });
    for (const place of [0, 10, 100, 300, whole.length / 2, whole.length - 1].map(Math.floor)) {
      const changed = Buffer.from(whole);
      changed.writeUInt8((changed[place] ?? 0) ^ 1, place);
      writeFileSync(path, changed);
      expect([place, await json(verify)]).toEqual([place, expect.objectContaining({ valid: false })]);
      writeFileSync(path, whole.subarray(0, place));
      expect([place, await json(verify)]).toEqual([place, expect.objectContaining({ valid: false })]);
    }
  });
});

describe('publish', () => {
  test('twice is once; then forward', async () => {
    expect(await json(publish)).toMatchObject({ outcome: 'published', sequence: 1, tag: 'snapshot/1' });
    const latest = readFileSync(join(folder.path, 'public/latest'), 'utf8');
    expect(await json(publish)).toMatchObject({ outcome: 'unchanged' });
    expect(readFileSync(join(folder.path, 'public/latest'), 'utf8')).toBe(latest);
    expect(repository.git('rev-parse', 'snapshot/1')).toBe(repository.git('rev-parse', 'HEAD'));
    repository.commit({ 'README.md': 'other words' });
    expect(await json(publish)).toMatchObject({ outcome: 'published', sequence: 2, tag: 'snapshot/2' });
    repository.git('switch', '--quiet', '--detach', 'HEAD~1');
    expect(await json(publish)).toMatchObject({ outcome: 'unchanged', sequence: 1 });
    expect(await json(['snapshot', 'verify', '../public'])).toMatchObject({ valid: true, sequence: 2 });
  });

  test('history that was rewritten after it was published is a conflict', async () => {
    await runCommand(directory, publish);
    const text = readFileSync(join(directory, 'fields/region.json'), 'utf8');
    repository.write('fields/region.json', text.replace('"title": "Region"', '"title": "Area"'));
    repository.git('commit', '--quiet', '--amend', '--all', '--no-edit');
    const refused = await json(publish);
    expect(refused).toMatchObject({ error: { code: 'snapshot_conflict', kind: 'conflict' } });
  });
});
