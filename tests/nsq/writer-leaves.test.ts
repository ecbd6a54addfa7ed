import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { TopicReader } from '../support/nsq-topic.js';
import { WriterCluster } from './writer-cluster.js';

const hour: Hour = '2026-11-23T07';

let cluster: WriterCluster;

beforeEach(async () => {
  cluster = await WriterCluster.make(hour);
});

afterEach(async () => {
  await cluster.end();
});

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
  cluster.record('a writer that goes away over the end of an hour, and comes back', account);
});

test('a writer that leaves for good after the others have heard what it has: they have it sent again', async () => {
  await cluster.startCollector('one');
  await cluster.startCollector('two');
  await cluster.startSink('a');
  await cluster.startSink('b');
  await cluster.sendUntilAllHave(['a', 'b']);
  await cluster.send(10);
  // The hour is not whole for anybody: this collector has not told what it had.
  await cluster.collectors[1]?.kill();
  const notes = new TopicReader('warehouse.notes', [cluster.nsqd], 'reader');
  await cluster.endHour();
  const heldBy = (writer: string): boolean =>
    notes.events.some(({ note, writer: by, segments }) => {
      return note === 'held' && by === writer && Array.isArray(segments) && segments.length > 0;
    });
  await notes.until(() => heldBy('a') && heldBy('b'));
  await notes.close();
  await expect
    .poll(async () => (await cluster.nsqd.topic('warehouse.notes'))?.channels, { timeout: 60_000 })
    .toContainEqual(expect.objectContaining({ channel_name: 'b', depth: 0, in_flight_count: 0 }));
  await cluster.killSink('a');
  expect(await cluster.manifests()).toEqual([]);
  await cluster.startCollector('two');
  await cluster.clock.set(new Date('2026-11-23T08:05:00Z'));
  expect((await cluster.account()).files).toEqual({ b: 2 });
});
