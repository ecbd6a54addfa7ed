import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expect, test } from 'vitest';
import { childrenOf, signal } from '../faults/processes.js';
import { Rehearsal } from '../faults/rehearsal.js';
import { turns } from '../support/long-run.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { readManifests } from '../support/warehouse.js';

test('whatever is killed of a cluster under load: what was acknowledged is in the warehouse or the quarantine, once', async () => {
  const flags: string[] = [];
  const rehearsal = await Rehearsal.make({ clock: true, flags, senders: 4 });
  const { random, scratch, warehouse, clock } = rehearsal;
  const data = join(scratch, 'sink');
  const nsqds: Nsqd[] = [];
  let sink: Sink | undefined;
  const startWriter = async (): Promise<Sink> => {
    const places = ['--catalog', rehearsal.book, '--data', data, '--warehouse', warehouse];
    return startSink('warehouse', [...places, ...flags], clock?.environment);
  };
  try {
    await clock?.set(new Date('2026-11-23T07:59:00Z'));
    for (const name of ['a', 'b']) nsqds.push(await Nsqd.start(join(scratch, name), ['--sync-every=100']));
    flags.push('--nsqd', nsqds.map(({ address }) => address).join());
    await rehearsal.start();
    sink = await startWriter();
    const kills = { collector: 0, relay: 0, sink: 0, nsqd: 0 };
    const cycles = turns(12, 200);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await rehearsal.acknowledge(random.integer(1, 200));
      // The hour ends in the middle of it: it is told, closed and asked for while things fall.
      if (cycle === Math.floor(cycles / 2)) await clock?.set(new Date('2026-11-23T08:00:01Z'));
      const victim = random.pick(['collector', 'relay', 'sink', 'nsqd'] as const);
      kills[victim] += 1;
      if (victim === 'collector') {
        await rehearsal.stop('kill');
        await rehearsal.start();
      } else if (victim === 'relay') {
        signal((await childrenOf(rehearsal.collector.pid)).at(random.integer(0, 1)) ?? 0, 'SIGKILL');
      } else if (victim === 'sink') {
        if (random.next() < 0.5) for (const child of await childrenOf(sink.pid)) signal(child, 'SIGKILL');
        await sink.kill();
        await sleep(random.integer(0, 300));
        sink = await startWriter();
      } else {
        const nsqd = random.pick(nsqds);
        await nsqd.end('SIGKILL');
        await sleep(random.integer(0, 300));
        await nsqd.start();
      }
    }
    await rehearsal.load.finish();
    await rehearsal.command('seal');
    await clock?.set(new Date('2026-11-23T09:00:01Z'));
    // Both hours are closed, and nothing is missing of either. By name: a collector that starts before it has a journal tells
    // of the hour before too, which then is closed without a row.
    const awaited = ['2026-11-23T07', '2026-11-23T08'];
    const isWhole = ({ hour, state, absent }: Manifest): boolean =>
      awaited.includes(hour) && state === 'closed' && absent === undefined;
    for (let whole = 0; whole < awaited.length;) {
      await sleep(100);
      whole = (await readManifests(warehouse).catch(() => [])).filter(isWhole).length;
    }
    const reconciled = await runCommand('eventbook-collector', [
      'reconcile',
      '--data',
      data,
      '--warehouse',
      warehouse,
    ]);
    expect(reconciled.status, reconciled.stdout).toBe(0);
    const ledger = await rehearsal.account(
      'kill -9 of collector, relay, sink and nsqd under load, over NSQ',
      { cycles, ...kills },
    );
    expect(ledger.sent).toBeGreaterThan(500);
    expect(await sink.stop()).toBe(0);
  } finally {
    await rehearsal.load.abandon();
    await sink?.kill();
    for (const nsqd of nsqds) await nsqd.end('SIGKILL');
    await rehearsal.end();
  }
}, 3_600_000);
