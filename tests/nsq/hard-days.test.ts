import { join } from 'node:path';
import { hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import { expect, test } from 'vitest';
import { publishBook } from '../faults/publish-book.js';
import type { Staging } from '../faults/rehearsal.js';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { serveFolder } from '../support/static-server.js';
import { ClusterRehearsal } from './cluster-rehearsal.js';

const minute = 60_000;
const hour = 60 * minute;

async function rehearse(
  at: string,
  staging: Staging,
  scenario: (cluster: ClusterRehearsal) => Promise<void>,
): Promise<void> {
  const cluster = await ClusterRehearsal.make(new Date(at), { rest: 20, ...staging });
  try {
    await cluster.start(join(cluster.rehearsal.scratch, 'nsqd'));
    await scenario(cluster);
  } finally {
    await cluster.end();
  }
}

test('clocks that are set back, forward, over the hour and over midnight, over NSQ', async () => {
  const start = '2026-12-31T21:50:00Z';
  await rehearse(start, { flags: ['--workers', '2'] }, async (cluster) => {
    const { rehearsal } = cluster;
    const steps = [15 * minute, -10 * minute, 11 * minute, 2 * hour, -hour, hour + minute];
    for (let turn = 0; turn < turns(0, 30); turn += 1)
      steps.push(rehearsal.random.integer(-2 * hour, 3 * hour));
    let shown = Date.parse(start);
    let newest = shown;
    const hours = new Set<Hour>([hourOf(shown * 1000)]);
    for (const step of steps) {
      await rehearsal.acknowledge(200);
      shown += step;
      await cluster.setClock(new Date(shown));
      // Received times do not go back: what comes while the clock is behind is of the newest hour.
      newest = Math.max(newest, shown);
      hours.add(hourOf(newest * 1000));
    }
    await rehearsal.acknowledge(200);
    await cluster.account('clocks set back and forward, over NSQ', [...hours].sort(), {
      steps: steps.length,
    });
    expect(hours.size).toBeGreaterThan(2);
  });
}, 1_800_000);

test('the host of the snapshots is away for a day, over NSQ: collector and sink go on, and begin anew without it', async () => {
  let host: Awaited<ReturnType<typeof serveFolder>> | undefined;
  const start = Date.parse('2026-11-22T10:30:00Z');
  const catalog = async (book: string): Promise<string> => {
    const published = join(book, '../published');
    await publishBook(book, published);
    host = await serveFolder(published);
    return host.url;
  };
  await rehearse('2026-11-22T10:30:00Z', { flags: ['--poll-seconds', '1'], catalog }, async (cluster) => {
    const { rehearsal } = cluster;
    await rehearsal.acknowledge(200);
    await host?.close();
    const hours = new Set<Hour>([hourOf(start * 1000)]);
    const steps = turns(2, 24);
    for (let step = 1; step <= steps; step += 1) {
      const shown = start + (step / steps) * 24 * hour;
      await cluster.setClock(new Date(shown));
      hours.add(hourOf(shown * 1000));
      await rehearsal.acknowledge(200);
      const age = await metric(rehearsal.collector, 'eventbook_collector_snapshot_unchecked_seconds');
      expect(age).toBeGreaterThan((step / steps) * 24 * 3600 - 60);
    }
    await rehearsal.stop('kill');
    await cluster.sink?.kill();
    await rehearsal.start();
    await cluster.startSink();
    await rehearsal.acknowledge(200);
    await cluster.account('the host of snapshots away for a day, over NSQ', [...hours].sort(), { steps });
  });
}, 1_800_000);

test('senders that repeat everything, to any process and in later hours, over NSQ: each event is stored once', async () => {
  const start = Date.parse('2026-11-22T08:30:00Z');
  await rehearse('2026-11-22T08:30:00Z', { repeats: true, flags: ['--workers', '2'] }, async (cluster) => {
    const { rehearsal } = cluster;
    const { load, random } = rehearsal;
    const count = turns(2, 10);
    const hours = new Set<Hour>([hourOf(start * 1000)]);
    for (let turn = 1; turn <= count; turn += 1) {
      await rehearsal.acknowledge(300);
      const shown = start + turn * hour;
      await cluster.setClock(new Date(shown));
      hours.add(hourOf(shown * 1000));
      await load.sendAgain(Array.from({ length: 10 }, () => random.pick(load.acknowledged)));
    }
    const ledger = await cluster.account('senders that repeat everything, over NSQ', [...hours].sort(), {
      'requests of earlier hours': count * 10,
    });
    expect(ledger.repeats).toBeGreaterThan(ledger.acknowledged / 2);
  });
}, 1_800_000);
