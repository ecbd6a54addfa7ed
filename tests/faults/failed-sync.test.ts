import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { InjectedFaults } from './injected.js';
import { Rehearsal } from './rehearsal.js';

let faults: InjectedFaults;
beforeAll(() => {
  faults = InjectedFaults.compile();
});
afterAll(() => faults.remove());

test('a sync that fails is fatal and said to be: nothing is acknowledged after it, and what was before is there', async () => {
  const rehearsal = await Rehearsal.make({ env: faults.env });
  try {
    const rounds = turns(3, 20);
    for (let round = 0; round < rounds; round += 1) {
      await rehearsal.start();
      await rehearsal.acknowledge(2000);
      faults.begin('sync');
      const { collector, load } = rehearsal;
      while (!collector.log().includes('EIO: i/o error, fdatasync')) await sleep(20);
      // What was on its way to senders when the sync failed arrives, and then nothing more.
      let known: number;
      do {
        known = load.acknowledgedEvents;
        await sleep(500);
      } while (load.acknowledgedEvents !== known);
      await sleep(1000);
      expect(load.acknowledgedEvents).toBe(known);
      // Sometimes the disk is well again by itself, sometimes all begins anew.
      faults.end();
      if (round % 2 === 0) await rehearsal.stop('kill');
      else await rehearsal.acknowledge(1000);
      if (round % 2 === 1) await rehearsal.stop('stop');
    }
    await rehearsal.start();
    await rehearsal.acknowledge(1000);
    await rehearsal.account('syncs that fail', { rounds });
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
