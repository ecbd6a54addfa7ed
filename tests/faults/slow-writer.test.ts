import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { signal, writerOf } from './processes.js';
import { Rehearsal } from './rehearsal.js';

test('a writer that is always too slow: hours wait, senders do not, and it all comes in the end', async () => {
  const rehearsal = await Rehearsal.make({ clock: true });
  try {
    const start = Date.parse('2026-11-22T08:00:30Z');
    await rehearsal.clock?.set(new Date(start));
    await rehearsal.start();
    const writer = await writerOf(rehearsal.collector.pid);
    const hours = turns(6, 40);
    let waited = 0;
    for (let hour = 1; hour <= hours; hour += 1) {
      // It runs for a fifth of the time.
      signal(writer, 'SIGSTOP');
      await rehearsal.acknowledge(2000);
      await rehearsal.clock?.set(new Date(start + hour * 3_600_000));
      await rehearsal.acknowledge(1000);
      signal(writer, 'SIGCONT');
      await sleep(100);
      waited = Math.max(waited, await metric(rehearsal.collector, 'eventbook_collector_hours_waiting'));
    }
    expect(waited).toBeGreaterThan(0);
    expect(rehearsal.load.refusals).toBe(0);
    await rehearsal.account('a writer that is always too slow', {
      hours,
      'hours that waited at once': waited,
    });
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
