import { afterAll, beforeAll, expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { InjectedFaults } from './injected.js';
import { Rehearsal } from './rehearsal.js';

let faults: InjectedFaults;
beforeAll(() => {
  faults = InjectedFaults.compile();
});
afterAll(() => faults.remove());

/** The moments of an hour's writing, and of a journal's tending, at which the process that does it is killed. */
const steps = [
  'kill sync .parquet',
  'kill sync /_hours/',
  'kill before /_hours/',
  'kill after /_hours/',
  'kill before /index/',
  'kill after /index/',
  'kill sync .gz.new',
  'kill before .journal.gz',
  'kill after .journal.gz',
] as const;

test('the writer is killed between file and manifest, between manifest and what follows, and while it tends journals', async () => {
  const rehearsal = await Rehearsal.make({ clock: true, env: faults.env, senders: 4, rest: 20 });
  const killed: Record<string, number> = {};
  const restarts = () =>
    metric(rehearsal.collector, 'eventbook_collector_process_restarts_total{process="writer"}');
  try {
    let shown = Date.parse('2026-11-22T08:10:00Z');
    await rehearsal.clock?.set(new Date(shown));
    await rehearsal.start();
    for (let round = 0; round < turns(1, 10); round += 1) {
      for (const step of steps) {
        await rehearsal.acknowledge(500);
        const before = await restarts();
        faults.begin(step);
        // The hour is over, so it is written, closed, and the journals of it are compressed.
        shown += 3_600_000;
        await rehearsal.clock?.set(new Date(shown));
        await rehearsal.acknowledge(500);
        await expect.poll(restarts, { timeout: 90_000, interval: 100 }).toBeGreaterThan(before);
        faults.end();
        killed[step] = (killed[step] ?? 0) + 1;
      }
    }
    await rehearsal.account('kills at each step of writing an hour', killed);
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
