import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { runCommand, type Ran } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
let book: string;

beforeEach(async () => {
  await runCommand(folder.path, ['init', 'book']);
  book = join(folder.path, 'book');
});

const run = (...words: string[]): Promise<Ran> => runCommand(book, words);

async function errors(): Promise<unknown> {
  const { stdout } = await run('check', '--format', 'json');
  return (JSON.parse(stdout) as { findings: { severity: string }[] }).findings.filter(
    ({ severity }) => severity === 'error',
  );
}

test('a new event with a new field, its next version, its new name and its end', async () => {
  const field = await run(
    'field',
    'new',
    'return_reason',
    '--type',
    'string',
    '--privacy',
    'none',
    '--owner',
    'payments',
  );
  expect([field.code, field.stderr]).toEqual([0, '']);
  expect(field.stdout).toContain('Wrote fields/return_reason.json\n');
  const made = await run(
    ...['event', 'new', 'checkout.order_returned', '--owner', 'payments', '--environments', 'site-backend'],
    ...['--fields', 'order_id:required, return_reason', '--active', '--description', 'The money went back.'],
  );
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toContain('Wrote events/checkout.order_returned/1.json\n');
  const version = await run(
    'event',
    'version',
    'checkout.order_returned',
    '--add',
    'currency:required',
    '--note',
    'x',
  );
  expect(version.stdout).toContain('Wrote events/checkout.order_returned/2.json\n');
  const renamed = await run('event', 'rename', 'checkout.order_returned', 'checkout.order_sent_back');
  expect(renamed.code).toBe(0);
  const ended = await run(
    'event',
    'deprecate',
    'checkout.order_sent_back',
    '--reason',
    'No more.',
    '--format',
    'json',
  );
  expect(JSON.parse(ended.stdout)).toMatchObject({
    written: ['events/checkout.order_sent_back/event.json'],
    removed: [],
  });
  expect(await errors()).toEqual([]);
  expect((await run('format', '--check')).code).toBe(0);
});

test('what is published stays as it is, byte for byte', async () => {
  const repository = new TestRepository(book);
  repository.git('tag', 'snapshot/1');
  await run('event', 'version', 'checkout.order_paid', '--drop', 'items');
  await run('event', 'rename', 'advert.viewed', 'advert.seen');
  const touched = repository.git('diff', '--name-only', '--diff-filter=M');
  expect(touched).toBe('events/advert.viewed/event.json');
  expect(await errors()).toEqual([]);
});

test('an edit that would break the catalog is not written, and says why', async () => {
  const { code, stdout } = await run(
    'field',
    'new',
    'size',
    '--type',
    'number',
    '--values',
    'a,b',
    '--privacy',
    'none',
  );
  expect(code).toBe(1);
  expect(stdout).toContain('declaration-shape');
  expect(stdout).toContain('Nothing was written');
  expect(existsSync(join(book, 'fields/size.json'))).toBe(false);
  expect((await run('event', 'deprecate', 'advert.viewed', '--reason', 'x', '--since', 'soon')).code).toBe(1);
});

test('a draft that is renamed leaves no folder behind', async () => {
  const { stdout } = await run('event', 'rename', 'recommendation.shown', 'recommendation.seen');
  expect(stdout).toContain('Removed events/recommendation.shown/event.json\n');
  expect(existsSync(join(book, 'events/recommendation.shown'))).toBe(false);
  expect(readFileSync(join(book, 'events/recommendation.seen/1.json'), 'utf8')).toContain('"version": 1');
});

test.each([
  [['event', 'new', 'a.b'], '--owner is needed'],
  [['event', 'new', 'a.b', '--owner', 'payments'], '--environments is needed'],
  [['event', 'deprecate', 'advert.viewed'], '--reason is needed'],
  [['event', 'deprecate', 'advert.viewed', '--withdraw', '--reason', 'x'], '--withdraw says'],
  [['field', 'new', 'a'], '--type is needed'],
  [['field', 'new', 'a', '--type', 'Text!'], 'is no type'],
  [['event', 'version', 'advert.viewed', '--add', 'a:b'], 'is no field'],
  [['event', 'version', 'advert.vieved', '--add', 'a'], 'Did you mean "advert.viewed"?'],
])('%j is told what is missing', async (words, message) => {
  const { code, stderr } = await run(...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
