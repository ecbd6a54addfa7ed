import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readParcel } from '@eventbook/collector/relay/parcel';
import { Harness, metric, paid, sendLines } from '../collector/harness.js';
import { keys, shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import { Nsqd } from '../support/nsq.js';
import { TopicReader } from '../support/nsq-topic.js';

let harness: Harness;
let nsqd: Nsqd;
let readers: TopicReader[];
let flags: string[];

beforeEach(async () => {
  harness = await Harness.make();
  await writeCatalog(harness.catalog, book());
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  readers = [];
  flags = ['--nsqd', nsqd.address];
});

afterEach(async () => {
  for (const reader of readers) await reader.close();
  await harness.end();
  await nsqd.end('SIGKILL');
});

/** The shop, with recipients: one for each framing, one that takes flagged events too. */
function book(extra: Record<string, object> = {}): Map<string, object> {
  const files = shopCatalog();
  const card = files.get('events/shop.paid/event.json');
  const destination = (kind: string, framing: string, more = {}): object => {
    return { title: framing, kind, framing, owner: 'shop', ...more };
  };
  return new Map([
    ...files,
    ['destinations/each.json', destination('queue', 'event')],
    ['destinations/batches.json', destination('queue', 'batch', { topic: 'Many.at_once' })],
    ['destinations/all.json', destination('queue', 'batch', { takes_flagged: true })],
    ['events/shop.paid/event.json', { ...card, destinations: ['warehouse', 'each', 'batches', 'all'] }],
    ...Object.entries(extra),
  ]);
}

function read(topic: string, from: readonly Nsqd[] = [nsqd]): TopicReader {
  const reader = new TopicReader(topic, from);
  readers.push(reader);
  return reader;
}

function notesOf(reader: TopicReader): unknown[] {
  return reader.events.map(({ fields }) => (fields as { note?: unknown }).note);
}

function notes(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

function paidWith(names: readonly string[]): object[] {
  return names.map((note) => paid({ note }));
}

test('each destination gets what its events’ cards say, in its framing; the quarantine goes to the warehouse alone', async () => {
  const collector = await harness.start(flags);
  await sendLines(collector, [
    ...paidWith(notes(0, 50)),
    paid({ price: 'much' }),
    { event: 'shop.open', version: 1, fields: {} },
  ]);
  await sendLines(collector, [paid({ price: 'wrong', note: 'flagged' })], keys.flag);
  const [each, batches, all, warehouse] = [
    read('each'),
    read('Many.at_once'),
    read('all'),
    read('warehouse'),
  ];
  await each.until(() => each.bodies.length >= 50);
  await all.until(() => all.events.length >= 51);
  await batches.until(() => batches.events.length >= 50);
  expect(each.bodies.map((body) => (JSON.parse(body.toString()) as { event: string }).event)).toEqual(
    Array(50).fill('shop.paid'),
  );
  expect(each.bodies[0]?.at(-1)).toBe('}'.charCodeAt(0));
  expect(notesOf(each)).toEqual(notes(0, 50));
  expect(notesOf(batches)).toEqual(notes(0, 50));
  expect(batches.bodies.length).toBeLessThan(50);
  expect(batches.bodies[0]?.at(-1)).toBe('\n'.charCodeAt(0));
  expect(all.events.map(({ _outcome }) => _outcome).sort()).toEqual([
    ...Array<string>(50).fill('accepted'),
    'flagged',
  ]);
  expect(Object.keys(each.events[0] ?? {})).toEqual([
    ...[
      'event_id',
      '_position',
      '_received_at',
      '_outcome',
      '_environment',
      '_source',
      '_snapshot',
      '_collector',
    ],
    ...['event', 'version', 'fields'],
  ]);
  await warehouse.until(() => recordsOf(warehouse).length >= 53);
  expect(
    recordsOf(warehouse)
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual([...Array<string>(51).fill('accepted'), 'flagged', 'quarantined']);
  // The relay counts what nsqd has said OK to, and a reader may be quicker.
  await expect
    .poll(() => metric(collector, 'eventbook_collector_relay_events_total{destination="each"}'))
    .toBe(50);
});

interface Found {
  readonly outcome: string;
  readonly position: number;
  readonly line: string;
}

/** Every record of every parcel. */
function recordsOf(reader: TopicReader): Found[] {
  const found: Found[] = [];
  for (const body of reader.bodies) {
    readParcel(body, (group) =>
      group.records((record) => {
        const line = Buffer.alloc(record.lineLength);
        record.copyLine(line, 0);
        found.push({ outcome: record.outcome, position: record.position, line: line.toString() });
      }),
    );
  }
  return found;
}

test('a request that no message can hold goes to the warehouse in parts, and nothing of it changes', async () => {
  const collector = await harness.start(flags);
  const long = notes(0, 60).map((note) => paid({ note: `${note} ${'ü'.repeat(20_000)}` }));
  await sendLines(collector, [...long, 'no JSON']);
  const [each, warehouse] = [read('each'), read('warehouse')];
  await warehouse.until(() => recordsOf(warehouse).length >= 61);
  await each.until(() => each.bodies.length >= 60);
  expect(warehouse.bodies.length).toBeGreaterThan(3);
  const records = recordsOf(warehouse).sort((one, other) => one.position - other.position);
  expect(records.map(({ position }) => position)).toEqual(Array.from({ length: 61 }, (_, index) => index));
  const accepted = records.filter(({ outcome }) => outcome === 'accepted').map(({ line }) => line.trimEnd());
  expect(accepted.sort()).toEqual(each.bodies.map((body) => body.toString()).sort());
});

test('what was said OK to is not sent again by a restart, and what was not is sent', async () => {
  let collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(0, 20)));
  const each = read('each');
  await each.until(() => each.bodies.length >= 20);
  await collector.stop();
  collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(20, 40)));
  await each.until(() => each.bodies.length >= 40);
  expect(notesOf(each)).toEqual(notes(0, 40));
  await nsqd.end('SIGKILL');
  await sendLines(collector, paidWith(notes(40, 60)));
  await collector.kill();
  await nsqd.start();
  collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(60, 80)));
  await each.until(() => notes(0, 80).every((note) => notesOf(each).includes(note)));
  // A crash may send again what the last half second had sent.
  expect(new Set(notesOf(each))).toEqual(new Set(notes(0, 80)));
  expect((await harness.command('seal')).status).toBe(0);
});

test('senders and other destinations never wait for nsqd: it is away, frozen or refuses, and gets all of it afterwards', async () => {
  await nsqd.end();
  const collector = await harness.start(flags);
  expect(await sendLines(collector, paidWith(notes(0, 10)))).toMatchObject({ status: 202 });
  await nsqd.start();
  const each = read('each');
  await each.until(() => each.bodies.length >= 10);
  await nsqd.freeze();
  expect(await sendLines(collector, paidWith(notes(10, 20)))).toMatchObject({ status: 202 });
  nsqd.signal('SIGCONT');
  await each.until(() => new Set(notesOf(each)).size >= 20);
  expect(new Set(notesOf(each))).toEqual(new Set(notes(0, 20)));
});

test('how far each destination is behind is told while nsqd is away, across a restart, and until it has everything', async () => {
  await nsqd.end();
  let collector = await harness.start(flags);
  const behind = (what: 'events' | 'seconds'): Promise<number> =>
    metric(collector, `eventbook_collector_relay_behind_${what}{destination="each"}`);
  await sendLines(collector, paidWith(notes(0, 10)));
  while ((await behind('events')) !== 10) await sleep(20);
  while ((await behind('seconds')) === 0) await sleep(20);
  const before = await behind('seconds');
  while ((await behind('seconds')) < before + 0.5) await sleep(20);
  await collector.stop();
  collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(10, 15)));
  while ((await behind('events')) !== 15) await sleep(20);
  const top = await harness.command('top', '--once', '--interval', '0.2');
  expect(top.stdout).toMatch(/^behind .*each 15 events, \d+ s/mu);
  await nsqd.start();
  while ((await behind('events')) > 0 || (await behind('seconds')) > 0) await sleep(20);
  const each = read('each');
  await each.until(() => new Set(notesOf(each)).size === 15);
  const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
  expect(text).toContain('eventbook_collector_relay_behind_events{destination="each"} 0');
});

test('a destination that comes into the book gets what is judged by that snapshot, and nothing older', async () => {
  const collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(0, 10)));
  const each = read('each');
  await each.until(() => each.bodies.length >= 10);
  const card = book().get('events/shop.paid/event.json') as Record<string, unknown>;
  const destinations = ['warehouse', 'late', 'all'];
  await writeCatalog(
    harness.catalog,
    book({
      'destinations/late.json': { title: 'Late', kind: 'queue', owner: 'shop' },
      'events/shop.paid/event.json': { ...card, destinations },
    }),
  );
  while ((await metric(collector, 'eventbook_collector_snapshot_swaps_total')) < 2);
  await sendLines(collector, paidWith(notes(10, 20)));
  const [late, all] = [read('late'), read('all')];
  await late.until(() => late.bodies.length >= 10);
  await all.until(() => all.events.length >= 20);
  expect(notesOf(late)).toEqual(notes(10, 20));
  expect(notesOf(all)).toEqual(notes(0, 20));
  expect(notesOf(each)).toEqual(notes(0, 10));
});

test('several processes and several nsqd: everything arrives, whichever of them is away', async () => {
  const other = await Nsqd.start(join(harness.folder, 'other'));
  try {
    const collector = await harness.start(['--nsqd', `${nsqd.address},${other.address}`, '--workers', '2']);
    const each = read('each', [nsqd, other]);
    for (let round = 0; round < 10; round += 1) {
      await sendLines(collector, paidWith(notes(round * 10, round * 10 + 10)));
      if (round === 3) await other.end('SIGKILL');
      if (round === 7) await other.start();
    }
    await each.until(() => new Set(notesOf(each)).size >= 100);
    expect(new Set(notesOf(each))).toEqual(new Set(notes(0, 100)));
  } finally {
    await other.end('SIGKILL');
  }
});

test('a checkpoint from the future, or a damaged one, is told before anything is sent twice', async () => {
  const collector = await harness.start(flags);
  await sendLines(collector, paidWith(notes(0, 10)));
  const each = read('each');
  await each.until(() => each.bodies.length >= 10);
  await collector.stop();
  const path = join(harness.data, 'relay', 'each.json');
  const good = await readFile(path, 'utf8');
  for (const [text, words] of [
    [good.replace('"format": 1', '"format": 2'), 'it is of format 2; this Eventbook knows 1'],
    [good.slice(0, -20), 'it is no JSON'],
    ['{"format": 1, "journals": {"0": 7}}', '/journals/0 must be object'],
  ] as const) {
    await writeFile(path, text);
    await expect(harness.start(flags)).rejects.toThrow(words);
  }
  await writeFile(path, good);
  await harness.start(flags);
});
