import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { childrenOf, signal } from '../faults/processes.js';
import { turns } from '../support/long-run.js';
import { ClusterRehearsal } from './cluster-rehearsal.js';

test('whatever is killed of a cluster under load: what was acknowledged is in the warehouse or the quarantine, once', async () => {
  const cluster = await ClusterRehearsal.make(new Date('2026-11-23T07:59:00Z'));
  const { rehearsal, nsqds } = cluster;
  const { random, scratch } = rehearsal;
  try {
    await cluster.start(join(scratch, 'a'), join(scratch, 'b'));
    const kills = { collector: 0, relay: 0, sink: 0, nsqd: 0 };
    const cycles = turns(12, 200);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await rehearsal.acknowledge(random.integer(1, 200));
      // The hour ends in the middle of it: it is told, closed and asked for while things fall.
      if (cycle === Math.floor(cycles / 2)) await cluster.setClock(new Date('2026-11-23T08:00:01Z'));
      const victim = random.pick(['collector', 'relay', 'sink', 'nsqd'] as const);
      kills[victim] += 1;
      if (victim === 'collector') {
        await rehearsal.stop('kill');
        await rehearsal.start();
      } else if (victim === 'relay') {
        signal((await childrenOf(rehearsal.collector.pid)).at(random.integer(0, 1)) ?? 0, 'SIGKILL');
      } else if (victim === 'sink') {
        if (random.next() < 0.5)
          for (const child of await childrenOf(cluster.sink?.pid ?? 0)) signal(child, 'SIGKILL');
        await cluster.sink?.kill();
        await sleep(random.integer(0, 300));
        await cluster.startSink();
      } else {
        const nsqd = random.pick(nsqds);
        await nsqd.end('SIGKILL');
        await sleep(random.integer(0, 300));
        await nsqd.start();
      }
    }
    await cluster.account(
      'kill -9 of collector, relay, sink and nsqd under load, over NSQ',
      ['2026-11-23T07', '2026-11-23T08'],
      { cycles, ...kills },
    );
  } finally {
    await cluster.end();
  }
}, 3_600_000);
