import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      event: 'Order Paid',
      at: '2026-11-25T01:02:03Z',
      properties: { orderId: `A-${index}`, total: index / 2 },
    }),
  ).join('\n');

function importEvents(...more: string[]): ReturnType<typeof runCommand> {
  return runCommand(folder.path, ['import', 'events', 'track.ndjson', '--catalog', 'book', ...more]);
}

test('an event of NDJSON is proposed, in snake case, with what was seen of it', async () => {
  writeFileSync(join(folder.path, 'track.ndjson'), lines(20));
  const ran = await importEvents('--fields-key', 'properties', '--time-column', 'at', '--report', 'seen.md');
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toContain('1 events (1 new)');
  expect(JSON.parse(readFileSync(join(folder.path, 'book/events/order_paid/1.json'), 'utf8'))).toMatchObject({
    fields: { order_id: { required: true }, total: { required: true } },
  });
  const report = readFileSync(join(folder.path, 'seen.md'), 'utf8');
  expect(report).toContain('seen 20 times');
  expect(report).toContain('from 0 to 9.5, in every row, never null');
  const checked = await runCommand(folder.path, ['check', 'book']);
  expect(checked.code, checked.stdout).toBe(0);
});

test('a broken line is told, and nothing is written without --keep-going', async () => {
  writeFileSync(join(folder.path, 'track.ndjson'), `${lines(2)}\n{"event": 17}\n[1\n`);
  const ran = await importEvents('--fields-key', 'properties');
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('track.ndjson:3');
  expect(ran.stdout).toContain('Nothing was written: 2 places could not be read');
  expect((await runCommand(folder.path, ['check', 'book'])).code).toBe(2);
  expect((await importEvents('--fields-key', 'properties', '--keep-going')).code).toBe(1);
  expect((await runCommand(folder.path, ['check', 'book'])).code).toBe(0);
});

test('a column that is not there is a mistake of the command line', async () => {
  writeFileSync(join(folder.path, 'track.csv'), 'action,at\npaid,2026-11-25\n');
  const ran = await runCommand(folder.path, ['import', 'events', 'track.csv', '--catalog', 'book']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('no column "event"');
});

test('--dry-run writes nothing', async () => {
  writeFileSync(join(folder.path, 'track.ndjson'), lines(3));
  const ran = await importEvents('--dry-run');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('Would import');
  expect((await runCommand(folder.path, ['check', 'book'])).code).toBe(2);
});
