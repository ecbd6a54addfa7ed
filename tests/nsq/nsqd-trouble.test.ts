import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { SmallDisk } from '../faults/small-disk.js';
import { turns } from '../support/long-run.js';
import { ClusterRehearsal } from './cluster-rehearsal.js';

const hour = '2026-11-23T07';

let cluster: ClusterRehearsal;
let folder: string;
let disk: SmallDisk | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-nsqd-'));
  cluster = await ClusterRehearsal.make(new Date('2026-11-23T07:30:00Z'));
});
afterEach(async () => {
  await cluster.end();
  disk?.remove();
  disk = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test('an nsqd whose disk is full: senders notice nothing, and everything arrives once there is room', async () => {
  const { rehearsal } = cluster;
  disk = new SmallDisk(join(folder, 'disk'), 2);
  await cluster.start(disk.path);
  await cluster.sink?.kill();
  const rounds = turns(2, 8);
  let size = 2;
  for (let round = 0; round < rounds; round += 1) {
    const failures = await refusals();
    while ((await refusals()) < failures + 3) await sleep(50);
    await rehearsal.acknowledge(1000);
    size += 2;
    disk.grow(size);
  }
  expect(rehearsal.load.refusals).toBe(0);
  disk.grow(500);
  await cluster.startSink();
  await cluster.account('a full disk under nsqd', [hour], { rounds });
}, 1_800_000);

test('an nsqd that is killed in the first two seconds of its topics: what it has lost is asked for', async () => {
  const { rehearsal } = cluster;
  const { random, scratch } = rehearsal;
  await cluster.start(join(scratch, 'nsqd'));
  const rounds = turns(4, 40);
  for (let round = 0; round < rounds; round += 1) {
    await sleep(random.integer(0, 2000));
    const [nsqd] = cluster.nsqds;
    await nsqd?.end('SIGKILL');
    await nsqd?.start();
    // Its topics are new again, whatever of them is still on its disk.
    if (round < rounds - 1)
      for (const { topic_name: topic } of (await nsqd?.topics()) ?? []) await nsqd?.deleteTopic(topic);
  }
  await rehearsal.acknowledge(1000);
  await cluster.account('nsqd killed while its topics are new', [hour], { rounds });
}, 1_800_000);

/** How often nsqd did not take a message of the warehouse. */
async function refusals(): Promise<number> {
  return metric(
    cluster.rehearsal.collector,
    'eventbook_collector_relay_failures_total{destination="warehouse"}',
  );
}
