import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'eventbook-senders-'));
const book = join(folder, 'book');
const data = join(folder, 'data');
const warehouse = join(data, 'warehouse');

beforeAll(async () => {
  await runCommand('eventbook', ['init', book]);
  changeCard({ versions: { 1: { status: 'withdrawn', since: '2026-01-01', reason: 'Over.' } } });
  const source = ['source', 'key', 'create', 'site-backend/adverts', '--catalog', book];
  const key = (await runCommand('eventbook', source)).stdout.trim();
  const collector = await startCollector({ catalog: book, data });
  const person = '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55';
  const fields = { advert_id: '1', user_id: person, recipient_id: person, message_length: 3, service: 'x/1' };
  const envelope = { event: 'message.sent', version: 2, langpack: 'php/0.1.4', fields };
  const answer = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([envelope, envelope, { ...envelope, version: 1, langpack: 'php/0.1.1' }]),
  });
  expect(await answer.json()).toMatchObject({ accepted: 2, quarantined: 1 });
  expect((await runCommand('eventbook-collector', ['seal', '--data', data])).status).toBe(0);
  await collector.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

function changeCard(change: object): void {
  const path = join(book, 'events/message.sent/event.json');
  const card = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...card, ...change }));
}

/** Deprecates the event, with a sunset that many days from now. */
function sunsetIn(days: number): void {
  const sunset = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const deprecation = { since: '2020-01-01', reason: 'Over.', sunset };
  changeCard({ status: 'deprecated', deprecation });
}

function check(...words: string[]): ReturnType<typeof runCommand> {
  return runCommand('eventbook', ['check', book, ...words]);
}

test('a warehouse tells who still sends what has ended', async () => {
  sunsetIn(-3);
  expect((await check()).stdout).toContain('Clean.');
  const told = await check('--warehouse', warehouse);
  expect([told.status, told.stdout]).toEqual([
    0,
    expect.stringContaining('/deprecation/sunset  sunset-passed'),
  ]);
  expect(told.stdout).toContain('site-backend/adverts (version 2, php/0.1.4, last on ');
  // Of a version that was withdrawn long ago all waits in the quarantine.
  expect(told.stdout).toContain('/versions/1  sunset-passed');
  expect(told.stdout).toContain('still sent: site-backend/adverts (version 1, php/0.1.1, last on ');
  sunsetIn(3);
  expect((await check('--warehouse', warehouse)).stdout).not.toContain('/deprecation/sunset');
});

test('who-uses lists who sends which version by which langpack, and with --ending fails while anybody does', async () => {
  const whoUses = (...words: string[]) =>
    runCommand('eventbook', ['langpack', 'who-uses', warehouse, '--catalog', book, ...words]);
  sunsetIn(3);
  const listed = await whoUses('--format', 'json');
  expect(JSON.parse(listed.stdout)).toMatchObject({
    uses: [
      {
        event: 'message.sent',
        version: 1,
        langpack: 'php/0.1.1',
        rows: 1,
        quarantined: 1,
        standing: expect.stringMatching(/^version withdrawn since 2026-01-01, deprecated/u) as string,
      },
      {
        event: 'message.sent',
        version: 2,
        environment: 'site-backend',
        source: 'site-backend/adverts',
        langpack: 'php/0.1.4',
        rows: 2,
        quarantined: 0,
        standing: expect.stringMatching(/^deprecated, sunset \d{4}-\d\d-\d\d$/u) as string,
      },
    ],
  });
  expect(listed.status).toBe(0);
  const ending = await whoUses('--ending');
  expect(ending.status).toBe(1);
  expect(ending.stdout).toMatch(/message\.sent +2 +site-backend\/adverts +php\/0\.1\.4 +2 +0 /u);
  expect(ending.stdout).toContain('Whose senders have to move: Marketplace');
  for (const nobody of [
    ['--version', '3'],
    ['--event', 'checkout.order_paid'],
    ['--environment', 'mobile-app'],
  ]) {
    const { status, stdout } = await whoUses('--ending', ...nobody);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Nobody has sent that since /u)]);
  }
  expect((await whoUses('--days', '0')).status).toBe(2);
});

test('a warehouse that is not there, or not whole, is told as such', async () => {
  sunsetIn(-3);
  const missing = await check('--warehouse', join(folder, 'nowhere'));
  expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('There is no warehouse')]);
  for (const path of readdirSync(warehouse, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.parquet')) writeFileSync(join(warehouse, path), 'no Parquet');
  }
  const broken = await check('--warehouse', warehouse);
  expect([broken.status, broken.stderr]).toEqual([2, expect.stringContaining('cannot be used')]);
  expect(broken.stderr).not.toContain('    at ');
});
