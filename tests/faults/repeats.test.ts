import { expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { Rehearsal } from './rehearsal.js';

test('senders that repeat everything, to any process and in later hours: each event is stored once', async () => {
  const rehearsal = await Rehearsal.make({ clock: true, repeats: true, flags: ['--workers', '3'] });
  const { clock, random, load } = await begun(rehearsal);
  try {
    const hours = turns(4, 20);
    let again = 0;
    for (let hour = 0; hour < hours; hour += 1) {
      await rehearsal.acknowledge(turns(2000, 20_000));
      await clock.set(new Date(Date.parse('2026-11-22T08:30:00Z') + (hour + 1) * 3_600_000));
      // From all hours so far, and one request of the last twice at once.
      const bodies = Array.from({ length: 30 }, () => random.pick(load.acknowledged));
      await Promise.all([load.sendAgain(bodies), load.sendAgain(bodies.slice(0, 5))]);
      again += 35;
      if (random.next() < 0.3) {
        await rehearsal.stop('kill');
        await rehearsal.start();
      }
    }
    const ledger = await rehearsal.account('senders that repeat everything', {
      hours,
      'requests of earlier hours': again,
    });
    expect(ledger.repeats).toBeGreaterThan(ledger.acknowledged / 2);
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);

async function begun(
  rehearsal: Rehearsal,
): Promise<Rehearsal & { readonly clock: NonNullable<Rehearsal['clock']> }> {
  if (rehearsal.clock === undefined) throw new Error('no clock');
  await rehearsal.clock.set(new Date('2026-11-22T08:30:00Z'));
  await rehearsal.start();
  return rehearsal as Rehearsal & { readonly clock: NonNullable<Rehearsal['clock']> };
}
