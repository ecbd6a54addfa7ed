import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { childrenOf, signal } from './processes.js';
import { Rehearsal } from './rehearsal.js';

test('whatever is killed, and when: what was acknowledged is in the warehouse or the quarantine, once', async () => {
  const rehearsal = await Rehearsal.make();
  const { random } = rehearsal;
  try {
    const kills = { all: 0, parent: 0, child: 0 };
    const cycles = turns(25, 200);
    let running = false;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      // Each start may have more or fewer processes: what those no longer there have kept is written as well.
      if (!running) await rehearsal.start(['--workers', String(random.integer(1, 3))]);
      running = true;
      await sleep(random.integer(0, 600));
      // Now and then the writer is in the middle of an hour. Its end may be cut off, so how it ends is no matter.
      const sealing = random.next() < 0.3 ? rehearsal.command('seal') : undefined;
      if (sealing !== undefined) await sleep(random.integer(0, 600));
      const children = await childrenOf(rehearsal.collector.pid);
      const victim = random.pick(['all', 'all', 'parent', 'child'] as const);
      kills[victim] += 1;
      if (victim === 'child') signal(random.pick(children), 'SIGKILL');
      else {
        if (victim === 'all') for (const child of children) signal(child, 'SIGKILL');
        await rehearsal.stop('kill');
        running = false;
      }
      await sealing;
    }
    if (!running) await rehearsal.start();
    const ledger = await rehearsal.account('kill -9 of the collector under load', { cycles, ...kills });
    expect(ledger.sent).toBeGreaterThan(1000);
    expect(ledger['sent again']).toBeGreaterThan(0);
  } finally {
    await rehearsal.end();
  }
}, 3_600_000);
