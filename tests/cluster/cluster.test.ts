import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Cluster } from './cluster.js';
import { countEverywhere } from './counts.js';
import { recipients } from './recipients.js';
import { sendEvents } from './send-events.js';

test('the demo’s events reach Parquet, RabbitMQ, MongoDB, a webhook and a bucket over NSQ, and the counts agree', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-cluster-'));
  const cluster = new Cluster(folder, Object.keys(recipients));
  const ended: string[] = [];
  try {
    await cluster.start();
    expect([...cluster.leftOut]).toEqual([]);
    const answers = await sendEvents(cluster, 200);
    expect([...answers.values()].map(({ sent }) => sent)).toEqual([600, 600]);
    const { wanted, there } = await countEverywhere(cluster, answers);
    expect(wanted).toBeGreaterThan(1100);
    const each = ['warehouse', ...cluster.recipients.map(({ name }) => name)];
    expect(each.toSorted()).toEqual(['copy', 'hook', 'rabbit', 'seller-dashboard', 'warehouse']);
    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(each.map((name) => [name, wanted])));
  } finally {
    await cluster.stop((what) => {
      ended.push(what);
    });
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  expect([ended[0], ended.at(-1)]).toEqual(['collector two', 'nsqlookupd']);
}, 600_000);
