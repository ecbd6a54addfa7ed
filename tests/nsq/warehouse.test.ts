import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hourEnd, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { keys } from '../collector/shop-catalog.js';
import { TestClock } from '../support/test-clock.js';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger, turns } from '../support/long-run.js';
import { Nsqd } from '../support/nsq.js';
import { TopicReader } from '../support/nsq-topic.js';
import { type CommandResult, runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { readManifests, readWarehouse } from '../support/warehouse.js';

const hour: Hour = '2026-11-23T07';

let harness: Harness;
let nsqd: Nsqd;
let clock: TestClock;
let ends: (() => Promise<unknown>)[];

beforeEach(async () => {
  harness = await Harness.make();
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  clock = new TestClock(join(harness.folder, 'clock.json'));
  ends = [];
  await clock.set(new Date('2026-11-23T07:30:00Z'));
});

afterEach(async () => {
  for (const end of ends.reverse()) await end();
  await nsqd.end('SIGKILL');
  await harness.end();
});

function dataOf(name: string): string {
  return join(harness.folder, name);
}

async function startOne(name: string, flags: readonly string[] = []): Promise<Collector> {
  const collector = await startCollector({
    catalog: harness.catalog,
    data: dataOf(name),
    flags: ['--name', name, '--nsqd', nsqd.address, ...flags],
    env: clock.environment,
  });
  ends.push(() => collector.kill());
  return collector;
}

async function startWriter(): Promise<Sink> {
  const places = ['--catalog', harness.catalog, '--data', dataOf('sink'), '--nsqd', nsqd.address];
  const sink = await startSink('warehouse', places, clock.environment);
  ends.push(() => sink.kill());
  return sink;
}

/** A command on the sink's data directory. */
function command(name: string, ...flags: string[]): Promise<CommandResult> {
  return runCommand('eventbook-collector', [name, '--data', dataOf('sink'), ...flags]);
}

async function manifestOf(wanted: Hour = hour): Promise<Manifest | undefined> {
  const manifests = await readManifests(join(dataOf('sink'), 'warehouse')).catch(() => []);
  return manifests.find((one) => one.hour === wanted);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

/** A sink waits for collectors that it has heard of: until it has this many events, it may not have heard of them all. */
async function untilTaken({ operatorsUrl }: Sink, events: number): Promise<void> {
  await until(async () => {
    const text = await (await fetch(`${operatorsUrl}/metrics`)).text();
    return text.includes(`eventbook_sink_events_total ${events}\n`);
  });
}

async function endHour(minutes = 0): Promise<void> {
  await clock.set(new Date(hourEnd(hour) / 1000 + minutes * 60_000 + 1000));
}

async function closed(): Promise<Manifest> {
  await until(async () => (await manifestOf())?.state === 'closed');
  return (await manifestOf()) as Manifest;
}

function notes(from: number, to: number): object[] {
  return Array.from({ length: to - from }, (_, index) => paid({ note: `n${from + index}` }));
}

async function provesItself(): Promise<void> {
  const { status, stdout, stderr } = await command('reconcile');
  expect(status, `${stdout}${stderr}`).toBe(0);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

test('what two collectors have taken in stands in one closed hour, and they know that it does', async () => {
  const collectors = [await startOne('one', ['--workers', '2']), await startOne('two')] as const;
  const sink = await startWriter();
  for (const collector of collectors) {
    await sendLines(collector, [...notes(0, 30), paid({ price: 'much' }), 'no JSON']);
    await sendLines(collector, [paid({ price: 'wrong' })], keys.flag);
    await sendLines(collector, [paid({ price: 'wrong' }), paid()], keys.reject);
  }
  const again = { event_id: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55' };
  await sendLines(collectors[0], [paid({}, again)]);
  await sendLines(collectors[1], [paid({}, again)]);
  await untilTaken(sink, 70);
  await endHour();
  const manifest = await closed();
  expect(manifest.outcomes).toEqual({ accepted: 64, flagged: 2, quarantined: 4, rejected: 2 });
  expect(manifest).toMatchObject({ repeats: 1, generation: 1 });
  expect(manifest.absent).toBeUndefined();
  const warehouse = await readWarehouse(join(dataOf('sink'), 'warehouse'));
  expect(warehouse).toMatchObject({ rows: 65, quarantineRows: 4, repeats: 1 });
  await provesItself();
  for (const name of ['one', 'two']) await until(() => isThere(join(dataOf(name), 'relay', 'kept', hour)));
  const query = ['SELECT DISTINCT _collector FROM "shop.paid" ORDER BY 1', '--format', 'json'];
  const { stdout } = await command('query', ...query);
  expect(JSON.parse(stdout)).toEqual([{ _collector: 'one' }, { _collector: 'two' }]);
});

test('what is missing of an hour is asked for and comes, without anybody having noticed', async () => {
  const collector = await startOne('one');
  // Somebody reads along on the writers' channel, and finishes what they should have had.
  const thief = new TopicReader('warehouse', [nsqd], 'warehouse');
  await sendLines(collector, notes(0, 20));
  await thief.until(() => thief.bodies.length > 0);
  await thief.close();
  const sink = await startWriter();
  await sendLines(collector, notes(20, 40));
  await endHour();
  expect((await closed()).outcomes.accepted).toBe(40);
  expect((await manifestOf())?.absent).toBeUndefined();
  expect(sink.log()).toContain('something of an hour is missing');
  await provesItself();
});

test('a replay that nobody needed changes nothing', async () => {
  const collector = await startOne('one');
  const sink = await startWriter();
  await sendLines(collector, notes(0, 20));
  await endHour();
  const before = await closed();
  const replay = ['relay', 'replay', '--data', dataOf('one'), '--from', hour, '--to', '2026-11-23T09'];
  const { status, stdout } = await runCommand('eventbook-collector', [
    ...replay,
    '--destination',
    'warehouse',
  ]);
  expect(status).toBe(0);
  expect(stdout).toBe('20 events were sent again, in 1 messages.\n');
  await until(async () => {
    const text = await (await fetch(`${sink.operatorsUrl}/metrics`)).text();
    return text.includes('eventbook_sink_again_total 20');
  });
  await sleep(3000);
  expect(await manifestOf()).toEqual(before);
  const unknown = await runCommand('eventbook-collector', [...replay, '--destination', 'warehose']);
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toContain('The book has no destination warehose that events are sent to');
  expect(unknown.stderr).toContain('warehouse');
});

test('an hour does not wait for ever for a collector; what comes later makes a new generation', async () => {
  const one = await startOne('one');
  const two = await startOne('two');
  const sink = await startWriter();
  await sendLines(one, notes(0, 10));
  await sendLines(two, notes(10, 20));
  await untilTaken(sink, 20);
  await nsqd.end();
  await sendLines(two, notes(20, 30));
  await two.kill();
  await nsqd.start();
  await endHour(5);
  await sleep(1500);
  expect(await manifestOf()).toBeUndefined();
  await endHour(16);
  expect(await closed()).toMatchObject({ absent: ['two'], generation: 1, outcomes: { accepted: 20 } });
  await startOne('two');
  await until(async () => (await manifestOf())?.outcomes.accepted === 30);
  await until(async () => (await manifestOf())?.absent === undefined);
  await provesItself();
});

test('kill -9 of sink, collector and nsqd in turn, while events come: nothing is lost and nothing is there twice', async () => {
  let collector = await startOne('one');
  let sink = await startWriter();
  let sent = 0;
  const send = async (): Promise<void> => {
    const { status } = await sendLines(collector, notes(sent, sent + 10));
    expect(status).toBe(202);
    sent += 10;
  };
  for (let round = 0; round < turns(3, 50); round += 1) {
    await send();
    await sink.kill();
    await send();
    sink = await startWriter();
    await nsqd.end('SIGKILL');
    await send();
    await collector.kill();
    await nsqd.start();
    collector = await startOne('one');
    await send();
  }
  await endHour();
  const manifest = await closed();
  expect(manifest.outcomes).toEqual({ accepted: sent, flagged: 0, quarantined: 0, rejected: 0 });
  expect(manifest.repeats).toBe(0);
  const { rows } = await readWarehouse(join(dataOf('sink'), 'warehouse'));
  recordLedger('kill -9 of sink, collector and nsqd, over NSQ', {
    ...{
      rounds: turns(3, 50),
      sent,
      acknowledged: sent,
      stored: rows,
      lost: sent - rows,
      repeats: manifest.repeats,
    },
  });
  expect(rows).toBe(sent);
  await provesItself();
}, 3_600_000);

test('a message that is no parcel is set aside with its reason, and holds up nothing', async () => {
  const collector = await startOne('one');
  const sink = await startWriter();
  await sendLines(collector, notes(0, 10));
  const good = new TopicReader('warehouse', [nsqd], 'another');
  await sendLines(collector, notes(10, 20));
  await good.until(() => good.bodies.length > 0);
  await good.close();
  const parcel = good.bodies[0] as Buffer<ArrayBuffer>;
  const flipped = Buffer.from(parcel);
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 10) ^ 1, flipped.length - 10);
  const poison = [
    'no parcel',
    '{"event":"shop.paid"}',
    parcel.subarray(0, 100),
    parcel.subarray(0, -1),
    flipped,
  ];
  for (const body of poison) await nsqd.publish('warehouse', body);
  await nsqd.publish(
    'warehouse.notes',
    '{"note":"hour","collector":"../../etc","hour":"2026-11-23T07","segments":[]}',
  );
  const folder = join(dataOf('sink'), 'set-aside');
  await until(
    async () => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).length === 6,
  );
  const reasons = await Promise.all(
    (await readdir(folder))
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as { code: string }),
  );
  expect(reasons.map(({ code }) => code)).toEqual(Array(6).fill('message_malformed'));
  await endHour();
  expect((await closed()).outcomes.accepted).toBe(20);
  await expect
    .poll(async () => (await fetch(`${sink.operatorsUrl}/metrics`)).text())
    .toContain('eventbook_sink_set_aside_total{reason="message_malformed"} 6');
});

test('seal writes what has come so far, and the hour is closed with the rest', async () => {
  const collector = await startOne('one');
  const sink = await startWriter();
  await sendLines(collector, notes(0, 10));
  await untilTaken(sink, 10);
  expect((await command('seal')).status).toBe(0);
  expect(await manifestOf()).toMatchObject({ state: 'open', outcomes: { accepted: 10 } });
  await sendLines(collector, notes(10, 20));
  await endHour();
  expect(await closed()).toMatchObject({ generation: 2, outcomes: { accepted: 20 } });
  expect(await sink.stop()).toBe(0);
  expect((await command('reconcile')).status).toBe(0);
});

test('a sink says what keeps it from starting', async () => {
  const places = ['--catalog', harness.catalog, '--data', dataOf('sink')];
  await expect(startSink('warehouse', places)).rejects.toThrow('no nsqd is named');
  const nsq = ['--nsqd', nsqd.address];
  await expect(startSink('warehous', [...places, ...nsq])).rejects.toThrow(
    'The book has no destination warehous.',
  );
  await startWriter();
  await expect(startSink('warehouse', [...places, ...nsq])).rejects.toThrow('is in use by process');
});
