import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Harness, metric, paid, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import { TestClock } from '../support/test-clock.js';
import { type Collector, startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { TopicReader } from '../support/nsq-topic.js';
import { type Sink, startSink } from '../support/sink.js';

let harness: Harness;
let nsqd: Nsqd;
let clock: TestClock;
let collector: Collector;
let sink: Sink | undefined;

beforeEach(async () => {
  harness = await Harness.make();
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  clock = new TestClock(join(harness.folder, 'clock.json'));
  sink = undefined;
  await at('07:30');
});

afterEach(async () => {
  await collector.kill();
  await sink?.kill();
  await nsqd.end('SIGKILL');
  await harness.end();
});

function at(time: string): Promise<void> {
  return clock.set(new Date(`2026-11-23T${time}:00Z`));
}

async function start(): Promise<Collector> {
  const flags = ['--nsqd', nsqd.address, '--retention-hours', '1'];
  const { catalog, data } = harness;
  collector = await startCollector({ catalog, data, flags, env: clock.environment });
  return collector;
}

async function send(from: number, to: number): Promise<void> {
  const { status } = await sendLines(
    collector,
    Array.from({ length: to - from }, (_, index) => paid({ note: `n${from + index}` })),
  );
  expect(status).toBe(202);
}

/** The hours of which there are segments. */
async function hoursKept(): Promise<string[]> {
  const names = await readdir(join(harness.data, 'journal', '0'));
  return [...new Set(names.flatMap((name) => /T(\d\d)-/.exec(name)?.[1] ?? []))].sort();
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

/** Ends the hour, and gives what is done then its time. */
async function hourEnds(time: string): Promise<void> {
  await at(time);
  await sleep(1000);
}

test('a destination that stays away holds nothing up: it is cut off, counted, and told what it lacks', async () => {
  const files = shopCatalog();
  const card = files.get('events/shop.paid/event.json');
  const open = files.get('events/shop.open/event.json');
  await rm(join(harness.catalog, 'destinations'), { recursive: true });
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ['destinations/queue.json', { title: 'Queue', kind: 'queue', owner: 'shop' }],
      ['events/shop.paid/event.json', { ...card, destinations: ['queue'] }],
      ['events/shop.open/event.json', { ...open, destinations: ['queue'] }],
    ]),
  );
  await start();
  await send(0, 10);
  const reader = new TopicReader('queue', [nsqd]);
  await reader.until(() => reader.bodies.length >= 10);
  await reader.close();
  await nsqd.end();
  await send(10, 20);
  await hourEnds('08:10');
  await send(20, 30);
  await hourEnds('11:10');
  await send(30, 40);
  await at('12:10');
  await until(async () => (await hoursKept()).join() === '11');
  await collector.stop();
  await start();
  await nsqd.start();
  const later = new TopicReader('queue', [nsqd]);
  await later.until(() => later.bodies.length >= 10);
  const got = later.events.map(({ fields }) => (fields as { note: string }).note);
  expect(got).toEqual(Array.from({ length: 10 }, (_, index) => `n${30 + index}`));
  await later.close();
  await expect
    .poll(() => metric(collector, 'eventbook_collector_relay_cut_off_total{destination="queue"}'))
    .toBe(20);
  await collector.stop();
  const checkpoint = JSON.parse(await readFile(join(harness.data, 'relay', 'queue.json'), 'utf8')) as {
    gaps: unknown;
  };
  expect(checkpoint.gaps).toEqual([{ journal: '0', from: 10, to: 30 }]);
});

test('what a warehouse has not closed is never freed, whatever retention says; then it is', async () => {
  await nsqd.end();
  await start();
  await send(0, 10);
  await hourEnds('08:10');
  await send(10, 20);
  await hourEnds('12:10');
  await send(20, 30);
  await hourEnds('13:10');
  expect(await hoursKept()).toEqual(['07', '08', '12']);
  await nsqd.start();
  const places = [
    '--catalog',
    harness.catalog,
    '--data',
    join(harness.folder, 'sink'),
    '--nsqd',
    nsqd.address,
  ];
  sink = await startSink('warehouse', places, clock.environment);
  // By name: of the empty hours between them the warehouse says that it has them too, and sooner.
  await until(async () => {
    const kept = await readdir(join(harness.data, 'relay', 'kept')).catch((): string[] => []);
    return ['07', '08', '12'].every((hour) => kept.includes(`2026-11-23T${hour}`));
  });
  await send(30, 40);
  await at('15:10');
  await until(async () => (await hoursKept()).join() === '13');
  expect(await sink.stop()).toBe(0);
});
