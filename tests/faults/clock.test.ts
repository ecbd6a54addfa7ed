import { expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { readManifests } from '../support/warehouse.js';
import { Rehearsal } from './rehearsal.js';

const minute = 60_000;
const hour = 60 * minute;

test('clocks that are set back, forward, over the hour, over midnight and the end of a year', async () => {
  const rehearsal = await Rehearsal.make({ clock: true, flags: ['--workers', '2', '--dedupe-hours', '48'] });
  const { clock, random } = rehearsal;
  if (clock === undefined) throw new Error('no clock');
  try {
    let shown = Date.parse('2026-12-31T21:59:58Z');
    await clock.set(new Date(shown));
    await rehearsal.start();
    const steps = [
      // Over the hour, by itself; then by a second, back over it, and on.
      3000,
      1000,
      -10 * minute,
      11 * minute,
      // Two hours at once, over midnight and the end of the year; back before it, and on.
      2 * hour,
      -hour,
      hour + minute,
      // A day at once, and most of it back.
      24 * hour,
      -20 * hour,
      21 * hour,
    ];
    for (let turn = 0; turn < turns(0, 60); turn += 1) steps.push(random.integer(-3 * hour, 4 * hour));
    for (const step of steps) {
      await rehearsal.acknowledge(400);
      shown += step;
      await clock.set(new Date(shown));
      // Over a start, too, times do not go back.
      if (random.next() < 0.2) {
        await rehearsal.stop('kill');
        await rehearsal.start();
      }
    }
    await rehearsal.acknowledge(400);
    // Hours that were kept while the clock was ahead close when it gets there.
    shown += 48 * hour;
    await clock.set(new Date(shown));
    await rehearsal.acknowledge(400);
    const verified = await rehearsal.command('verify');
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    await rehearsal.account('clocks set back and forward', { steps: steps.length });
    const hours = (await readManifests(rehearsal.warehouse)).map(({ hour: one }) => one);
    expect(hours).toEqual(expect.arrayContaining(['2026-12-31T22', '2027-01-01T00', '2027-01-02T00']));
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
