import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { commands } from './commands/table.js';
import { reportFailure } from './failure.js';
import { runCommand } from './testing/run-command.js';
import { useTemporaryFolder } from './testing/temporary-folder.js';

const folder = useTemporaryFolder();

test('an unknown command is an error, with what was probably meant', async () => {
  const { code, stdout, stderr } = await runCommand(folder.path, ['chek']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Did you mean check?');
});

test.each([
  [['check', '--bsae', 'x'], '--base'],
  [['snapshot', 'biuld'], 'build'],
  [['source', 'key', 'lits'], 'list'],
])('what is nearly right is suggested: %j', async (words, meant) => {
  const { code, stderr } = await runCommand(folder.path, words);
  expect(code).toBe(2);
  expect(stderr).toContain(`Did you mean ${meant}?`);
});

test.each([[[]], [['check', 'a', 'b']], [['show']], [['snapshot', 'build']], [['check', '--format', 'xml']]])(
  'a command line that cannot be understood exits 2: %j',
  async (words) => {
    const { code, stdout, stderr } = await runCommand(folder.path, words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  },
);

test.each(commands.map((row) => [row.name, row] as const))(
  'the help of %s tells its options, and its examples are its own',
  async (name, { load }) => {
    const command = await load();
    const { code, stdout, stderr } = await runCommand(folder.path, [...name.split(' '), '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { flags } of command.options) expect(stdout).toContain(flags);
    for (const { line } of command.examples) {
      expect(stdout).toContain(line);
      expect(line.startsWith(`eventbook ${name}`)).toBe(true);
      const known = ['--format', ...command.options.flatMap(({ flags }) => flags.match(/--[a-z-]+/gu) ?? [])];
      for (const flag of line.match(/ --[a-z-]+/gu) ?? []) expect(known).toContain(flag.trim());
    }
  },
);

test('tells its version', async () => {
  const { code, stdout } = await runCommand(folder.path, ['--version']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/u)]);
});

test('colours only where a person watches and has not forbidden them', async () => {
  const words = ['check', 'nowhere'];
  const plain = await runCommand(folder.path, words);
  const coloured = await runCommand(folder.path, words, { isTerminal: true });
  const forbidden = await runCommand(folder.path, words, { isTerminal: true, env: { NO_COLOR: '1' } });
  expect(coloured.stderr).toContain('\u001b[31m');
  expect(plain.stderr).not.toContain('\u001b');
  expect(forbidden.stderr).toBe(plain.stderr);
});

test('a mistake says what to do, also as JSON', async () => {
  const text = await runCommand(folder.path, ['check', 'nowhere']);
  expect([text.code, text.stdout]).toEqual([2, '']);
  expect(text.stderr).toContain(join(folder.path, 'nowhere'));
  const json = await runCommand(folder.path, ['check', 'nowhere', '--format', 'json']);
  expect([json.code, json.stdout]).toEqual([2, '']);
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'file_not_found', kind: 'user' } });
});

test.each([
  [new TypeError('x is not a function'), 70, 'x is not a function'],
  [new AppError('bug', 'internal', 'cannot be'), 70, 'cannot be'],
  [new AppError('unavailable', 'collector_unreachable', 'away'), 2, 'away'],
])('what is our mistake is called so, with how to report it: %s', (error, code, words) => {
  let text = '';
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const context = { env: {}, stderr, isTerminal: { stdin: false, stdout: false, stderr: false } };
  expect(reportFailure(error, 'text', context as unknown as Parameters<typeof reportFailure>[2])).toBe(code);
  expect(text).toContain(words);
  expect(text.includes('report it')).toBe(code === 70);
});
