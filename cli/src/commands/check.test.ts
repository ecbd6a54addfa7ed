import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { beforeEach, expect, test } from 'vitest';
import { runCommand, type Ran } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
let directory: string;
let repository: TestRepository;
beforeEach(async () => {
  directory = join(folder.path, 'book');
  await runCommand(folder.path, ['init', 'book']);
  repository = new TestRepository(directory);
});

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(join(directory, path), change(readFileSync(join(directory, path), 'utf8')));
}

function check(...words: string[]): Promise<Ran> {
  return runCommand(directory, ['check', ...words]);
}

test('a finding says file, line and column, rule, what is wrong and what to do', async () => {
  edit('events/advert.edited/1.json', (text) => text.replace('"user_id"', '"user_ids"'));
  const { code, stdout } = await check();
  expect(code).toBe(1);
  const line = readFileSync(join(directory, 'events/advert.edited/1.json'), 'utf8')
    .split('\n')
    .findIndex((one) => one.includes('user_ids'));
  expect(stdout).toContain(
    `events/advert.edited/1.json\n  ${line + 1}:5  error  /fields/user_ids  unknown-reference\n`,
  );
  expect(stdout).toContain('Did you mean "user_id"?');
  expect(stdout).toMatch(/1 error\. \d+ files checked, compared with nothing: no snapshot/u);
  const json = JSON.parse((await check('--format', 'json')).stdout) as { findings: unknown[] };
  expect(json.findings).toEqual([
    expect.objectContaining({
      file: 'events/advert.edited/1.json',
      line: line + 1,
      column: 5,
      severity: 'error',
    }),
  ]);
});

test('warnings alone are clean', async () => {
  edit('fields/region.json', (text) => text.replace(/,\n {2}"privacy": "none"/u, ''));
  const { code, stdout } = await check();
  expect(stdout).toContain('1 warning.');
  expect(code).toBe(0);
});

test('what was published may not be edited or deleted, wherever one works', async () => {
  repository.git('tag', 'snapshot/1');
  expect((await check()).stdout).toContain('compared with snapshot/1');
  edit('events/advert.edited/1.json', (text) => text.replace('"minItems": 1', '"minItems": 2'));
  rmSync(join(directory, 'events/user.registered'), { recursive: true });
  for (const branch of ['main', 'feature']) {
    if (branch === 'feature') repository.git('switch', '--quiet', '--create', branch);
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('published-contract-edited');
    expect(stdout).toContain('events/user.registered');
  }
  expect((await check()).stdout).toContain('compared with main');
});

test('a branch that is behind main is clean', async () => {
  repository.git('switch', '--quiet', '--create', 'feature');
  repository.git('switch', '--quiet', 'main');
  const text = readFileSync(join(directory, 'events/search.performed/2.json'), 'utf8');
  repository.commit({ 'events/search.performed/3.json': text.replace('"version": 2', '"version": 3') });
  repository.git('switch', '--quiet', 'feature');
  expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining('Clean') as string });
  const mine = text.replace('"version": 2', '"version": 3').replace('"note": "', '"note": "mine: ');
  repository.commit({ 'events/search.performed/3.json': mine });
  const collision = await check();
  expect([collision.code, collision.stdout]).toEqual([
    1,
    expect.stringContaining('published-contract-edited'),
  ]);
});

test('a base can be named, and one that is not there is an error', async () => {
  const first = repository.git('rev-parse', 'HEAD');
  repository.commit({
    'events/advert.edited/1.json': readFileSync(
      join(directory, 'events/advert.edited/1.json'),
      'utf8',
    ).replace('"minItems": 1', '"minItems": 2'),
  });
  expect((await check('--base', 'HEAD')).code).toBe(0);
  expect((await check('--base', 'HEAD~1')).code).toBe(1);
  expect((await check('--base', first)).code).toBe(1);
  const missing = await check('--base', 'mian');
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('Did you mean main?')]);
});

test('where there is no repository it says so, and checks the rest', async () => {
  rmSync(join(directory, '.git'), { recursive: true });
  expect(await check()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no git repository') as string,
  });
  expect((await check('--base', 'main')).code).toBe(2);
  writeFileSync(join(directory, 'fields/x.json'), '{"type": ');
  expect((await check()).code).toBe(1);
});

test('text from files cannot draw on the terminal', async () => {
  writeFileSync(join(directory, 'fields/a\u001b[2J.json'), '{"\u001b[31m": 1}');
  const { code, stdout } = await check();
  expect(code).toBe(1);
  expect(stdout).not.toContain('\u001b');
});

test('what is no catalog is called so', async () => {
  const { code, stderr } = await runCommand(folder.path, ['check']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('eventbook init')]);
});

test('what has one right answer is mended, and shown first where that is asked for', async () => {
  repository.git('tag', 'snapshot/1');
  const original = readFileSync(join(directory, 'fields/region.json'), 'utf8');
  rmSync(join(directory, 'fields/region.json'));
  edit('events/advert.edited/event.json', (text) => text.replace('"active"', '"draft"'));
  const trial = await check('--fix', '--dry-run');
  expect([trial.code, trial.stdout]).toEqual([0, expect.stringContaining('Would mend 2')]);
  expect(trial.stdout).toContain('-  "status": "draft",\n+  "status": "active",\n');
  expect(trial.stdout).toContain('--- /dev/null\n+++ b/fields/region.json\n');
  expect(existsSync(join(directory, 'fields/region.json'))).toBe(false);
  const fixed = await check('--fix');
  expect([fixed.code, fixed.stdout]).toEqual([0, expect.stringContaining('Mended 2')]);
  expect(readFileSync(join(directory, 'fields/region.json'), 'utf8')).toBe(original);
  expect(repository.git('status', '--porcelain')).toBe('');
  const again = JSON.parse((await check('--fix', '--format', 'json')).stdout) as { fixed: unknown };
  expect(again.fixed).toEqual({ written: true, repaired: [], files: [] });
});

test('the patch of a dry run is one that git applies', async () => {
  repository.git('tag', 'snapshot/1');
  rmSync(join(directory, 'fields/region.json'));
  edit('events/advert.edited/event.json', (text) => text.replace('"active"', '"draft"'));
  const trial = await check('--fix', '--dry-run', '--format', 'json');
  const { patch } = JSON.parse(trial.stdout) as { patch: string };
  writeFileSync(join(folder.path, 'fix.patch'), patch);
  repository.git('apply', join(folder.path, 'fix.patch'));
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('a rule is explained, and one that there is not is suggested', async () => {
  const { code, stdout } = await check('--explain', 'snake-case');
  expect([code, stdout]).toEqual([0, expect.stringContaining('How to mend it')]);
  expect(stdout).toMatch(/^snake-case \(error\)\n/u);
  const wrong = await check('--explain', 'snake-cas');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean "snake-case"?')]);
  expect((await check('--dry-run')).code).toBe(2);
});

test('what belongs to another team is told, as a warning', async () => {
  repository.git('tag', 'snapshot/1');
  edit('fields/region.json', (text) => text.replace('"Region"', '"Region, new"'));
  const { members } = JSON.parse(readFileSync(join(directory, 'owners/marketplace.json'), 'utf8')) as {
    members: { email: string }[];
  };
  const foreign = await check('--author', 'mal@elsewhere.example');
  expect([foreign.code, foreign.stdout]).toEqual([0, expect.stringContaining('1 warning.')]);
  expect(foreign.stdout).toContain('belongs to "marketplace"');
  expect((await check('--author', members[0]?.email.toUpperCase() ?? '')).stdout).toContain('Clean');
  repository.git('config', 'user.email', 'mal@elsewhere.example');
  expect((await check()).stdout).toContain('mal@elsewhere.example');
});
