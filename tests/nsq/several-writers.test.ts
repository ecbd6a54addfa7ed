import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { turns } from '../support/long-run.js';
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
    accepted: (sent / 10) * 9,
    flagged: 0,
    quarantined: sent / 10,
    rejected: 0,
  });
  const manifests = await cluster.manifests();
  for (const { writer, outcomes, writers } of manifests) {
    expect(outcomes.accepted).toBeGreaterThan(0);
    expect(writers).toEqual(['a', 'b', 'c'].filter((name) => name !== writer));
  }
  // The first of them asks; another one only where that has brought nothing for long.
  const asked = (name: string): number[] => cluster.askedAt(name);
  expect(asked('a').length).toBeGreaterThanOrEqual(2);
  for (const later of ['b', 'c'].flatMap(asked))
    expect(later - Math.max(...asked('a').filter((one) => one < later))).toBeGreaterThan(10_000);
  for (const sink of cluster.sinks.values())
    expect(await (await fetch(`${sink.operatorsUrl}/readyz`)).json()).toEqual({ ready: true, obstacles: [] });
  cluster.record('several writers of a warehouse, one that joins and a planted gap', account);
}, 3_600_000);

test('kill -9 of writers that share a channel, under load: nothing is lost, and what two of them have is in the files of one', async () => {
  await cluster.startCollector('one');
  await cluster.startSink('a');
  await cluster.startSink('b');
  const kills = turns(4, 100);
  for (let kill = 0; kill < kills; kill += 1) {
    const victim = kill % 2 === 0 ? 'a' : 'b';
    const sending = cluster.send(10);
    await sleep((kill * 37) % 200);
    await cluster.killSink(victim);
    await sending;
    // The hour ends in the middle of it: it is told, closed and asked for while they fall.
    if (kill === Math.floor(kills / 2)) await cluster.endHour();
    await cluster.startSink(victim);
  }
  await cluster.endHour();
  cluster.record('kill -9 of writers that share a channel, under load', await cluster.account(), { kills });
}, 3_600_000);
