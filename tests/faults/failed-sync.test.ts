import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { Rehearsal } from './rehearsal.js';

let folder: string;
let library: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-sync-'));
  library = join(folder, 'failing-sync.so');
  const source = fileURLToPath(new URL('failing-sync.c', import.meta.url));
  execFileSync('gcc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a sync that fails is fatal and said to be: nothing is acknowledged after it, and what was before is there', async () => {
  const sign = join(folder, 'failing');
  const rehearsal = await Rehearsal.make({ env: { LD_PRELOAD: library, FAILING_SYNC: sign } });
  try {
    const rounds = turns(3, 20);
    for (let round = 0; round < rounds; round += 1) {
      await rehearsal.start();
      await rehearsal.acknowledge(2000);
      writeFileSync(sign, '');
      const { collector, load } = rehearsal;
      while (!collector.log().includes('EIO: i/o error, fdatasync')) await sleep(20);
      // What was on its way to a sender when the sync failed has arrived by now.
      await sleep(200);
      const known = load.acknowledgedEvents;
      await sleep(1500);
      expect(load.acknowledgedEvents).toBe(known);
      // Sometimes the disk is well again by itself, sometimes all begins anew.
      rmSync(sign);
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
