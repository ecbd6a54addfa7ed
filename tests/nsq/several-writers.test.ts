import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { recordLedger, turns } from '../support/long-run.js';
import { TopicReader } from '../support/nsq-topic.js';
import { type SharedHour, WriterCluster } from './writer-cluster.js';

const hour: Hour = '2026-11-23T07';

let cluster: WriterCluster;

beforeEach(async () => {
  cluster = await WriterCluster.make(hour);
});

afterEach(async () => {
  await cluster.end();
});

function record(title: string, { rows, events, elsewhere, files }: SharedHour, more: object = {}): void {
  const { acknowledged } = cluster;
  recordLedger(title, {
    ...more,
    acknowledged,
    stored: events,
    lost: acknowledged - events,
    repeats: rows - events,
    'had by two, left to one': elsewhere,
    'files in all': Object.values(files).reduce((sum, count) => sum + count, 0),
    'files by writer': Object.entries(files)
      .map(([writer, count]) => `${writer} ${count}`)
      .join(', '),
  });
}

test('writers that share a channel make up an hour together: one joins, and what none of them has is asked for by one', async () => {
  await cluster.startCollector('one');
  await cluster.startCollector('two');
  // Somebody reads along on the writers' channel, and finishes what they should have had.
  const thief = new TopicReader('warehouse', [cluster.nsqd], 'warehouse');
  await cluster.send(4);
  await thief.until(() => thief.bodies.length > 1);
  await thief.close();
  await cluster.startSink('a');
  await cluster.startSink('b');
  await cluster.send(turns(20, 200));
  await cluster.startSink('c');
  await cluster.send(turns(30, 300));
  await cluster.sendUntilAllHave(['a', 'b', 'c']);
  await cluster.endHour();
  const account = await cluster.account();
  const sent = cluster.acknowledged;
  expect(account.outcomes).toEqual({
    accepted: sent * 0.9,
    flagged: 0,
    quarantined: sent * 0.1,
    rejected: 0,
  });
  const manifests = await cluster.manifests();
  for (const { writer, outcomes, writers } of manifests) {
    expect(outcomes.accepted).toBeGreaterThan(0);
    expect(writers).toEqual(['a', 'b', 'c'].filter((name) => name !== writer));
  }
  // The first of them asks each collector, and it is enough.
  expect(await cluster.metric('eventbook_sink_replays_asked_total', ['a'])).toBeGreaterThan(0);
  expect(await cluster.metric('eventbook_sink_replays_asked_total', ['b', 'c'])).toBe(0);
  for (const sink of cluster.sinks.values())
    expect(await (await fetch(`${sink.operatorsUrl}/readyz`)).json()).toEqual({ ready: true, obstacles: [] });
  record('several writers of a warehouse, one that joins and a planted gap', account);
}, 3_600_000);

test('kill -9 of writers that share a channel, under load: nothing is lost, and what two of them have is in the files of one', async () => {
  await cluster.startCollector('one');
  await cluster.startSink('a');
  await cluster.startSink('b');
  const kills = turns(4, 100);
  for (let kill = 0; kill < kills; kill += 1) {
    const victim = kill % 2 === 0 ? 'a' : 'b';
    const sending = cluster.send(10);
    await cluster.killSink(victim);
    await sending;
    // The hour ends in the middle of it: it is told, closed and asked for while they fall.
    if (kill === Math.floor(kills / 2)) await cluster.endHour();
    await cluster.startSink(victim);
  }
  await cluster.endHour();
  record('kill -9 of writers that share a channel, under load', await cluster.account(), { kills });
}, 3_600_000);

test('a writer that goes away holds up nothing: what only it had is asked for again, and left to it when it comes back', async () => {
  await cluster.startCollector('one');
  await cluster.startSink('a');
  await cluster.startSink('b');
  await cluster.sendUntilAllHave(['a', 'b']);
  await cluster.send(10);
  await cluster.killSink('a');
  await cluster.send(10);
  // It was heard of some minutes ago, and then no more.
  await cluster.endHour(5);
  const without = await cluster.account();
  expect(without.files).toEqual({ b: 2 });
  await cluster.startSink('a');
  await expect.poll(async () => (await cluster.read())?.elsewhere, { timeout: 60_000 }).toBeGreaterThan(0);
  const account = await cluster.account();
  expect(account.files).toEqual({ a: 2, b: 2 });
  expect(account.outcomes).toEqual(without.outcomes);
  record('a writer that goes away over the end of an hour, and comes back', account);
});
