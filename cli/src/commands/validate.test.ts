import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { runCommand, type Ran } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
beforeEach(async () => {
  await runCommand(folder.path, ['init', 'book']);
});

const web = { session_id: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55', page: 'index' };
const valid = { event: 'advert.viewed', version: 2, fields: { advert_id: '1', category: 'jobs', ...web } };

function run(input: string | Buffer, ...words: string[]): Promise<Ran> {
  writeFileSync(join(folder.path, 'events'), input);
  return runCommand(folder.path, ['validate', 'events', '--catalog', 'book', ...words]);
}

/** [line, code, pointer] of every error. */
async function errors(input: string | Buffer, ...words: string[]): Promise<unknown[]> {
  const { stdout, code } = await run(input, '--format', 'json', ...words);
  const items = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const found = items.slice(0, -1).map((item) => [item['line'], item['code'], item['pointer']]);
  expect(code).toBe(found.length === 0 ? 0 : 1);
  return found;
}

test('valid events are valid, however they are written', async () => {
  const line = JSON.stringify(valid);
  expect(await run(`${line}\n${line}\n`)).toMatchObject({ code: 0, stdout: 'Valid: all 2 events.\n' });
  for (const text of [
    line,
    `\ufeff${line}\r\n\r\n  \r\n${line}\r\n`,
    JSON.stringify([valid, valid], null, 2),
    `\n\n[${line}]`,
  ]) {
    expect(await errors(text)).toEqual([]);
  }
  expect(await errors(gzipSync(`${line}\n`))).toEqual([]);
  expect(await run('')).toMatchObject({ code: 0, stdout: 'There was no event to judge.\n' });
  const fromStdin = await runCommand(folder.path, ['validate', '-', '--catalog', 'book'], { stdin: line });
  expect(fromStdin.stdout).toBe('Valid: all 1 events.\n');
});

test('a table is not read as envelopes', async () => {
  const { code, stderr } = await runCommand(folder.path, ['validate', 'events.csv', '--catalog', 'book']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('a table of CSV is for `eventbook send`')]);
});

test('each error comes with its line', async () => {
  const lines = [
    JSON.stringify(valid),
    '',
    '{"event": ',
    '"text"',
    JSON.stringify({ ...valid, event: 'advert.viewd' }),
    JSON.stringify({ ...valid, version: 7 }),
    JSON.stringify({ ...valid, fields: { ...valid.fields, advert_id: 5, extra: 1 } }),
    JSON.stringify({ ...valid, event: 'recommendation.shown', version: 1 }),
    `{"event":"${'x'.repeat(70_000)}"}`,
    JSON.stringify(valid),
  ];
  const broken = Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n{"`),
    Buffer.of(0xff),
    Buffer.from('":1}'),
  ]);
  expect(await errors(broken)).toEqual([
    [3, 'malformed_json', ''],
    [4, 'not_an_object', ''],
    [5, 'unknown_event', '/event'],
    [6, 'unknown_version', '/version'],
    [7, 'unknown_field', '/fields/extra'],
    [7, 'type', '/fields/advert_id'],
    [8, 'unknown_event', '/event'],
    [9, 'too_large', ''],
    [11, 'invalid_unicode', ''],
  ]);
});

test('the environment that was named is the one it has to fit', async () => {
  const line = JSON.stringify(valid);
  expect(await errors(line, '--environment', 'site-frontend')).toEqual([]);
  expect(await errors(line, '--environment', 'mobile-app')).toContainEqual([
    1,
    'required',
    '/fields/platform',
  ]);
  expect(await errors(line, '--environment', 'site-backend')).toEqual([
    [1, 'event_not_in_environment', '/event'],
  ]);
  expect(await errors(JSON.stringify({ ...valid, environment: 'mobile-app' }))).not.toEqual([]);
  expect(
    await errors(JSON.stringify({ ...valid, environment: 'mobile-app' }), '--environment', 'site-frontend'),
  ).toEqual([[1, 'source_mismatch', '/environment']]);
  const unknown = await run(line, '--environment', 'site-front');
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('Did you mean "site-frontend"?'),
  ]);
});

test('hostile text stays text', async () => {
  const { stdout } = await run(
    JSON.stringify({ ...valid, event: '\u001b[2J__proto__', fields: { __proto__: {} } }),
  );
  expect(stdout).not.toContain('\u001b');
});

test('by a catalog with errors nothing is judged', async () => {
  writeFileSync(join(folder.path, 'book/fields/x.json'), '{');
  expect((await run(JSON.stringify(valid))).code).toBe(2);
});

test('packed bytes that end too early are an error', async () => {
  const packed = gzipSync(`${JSON.stringify(valid)}\n`);
  const { code, stderr } = await run(packed.subarray(0, -10));
  expect([code, stderr]).toEqual([2, expect.stringContaining('could not be read to its end')]);
});
