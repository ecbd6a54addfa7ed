import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HeldNote, WrittenHour } from '../../relay/notes.js';
import { HeldElsewhere } from './held-elsewhere.js';

const hour = '2026-11-23T07';
const none = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
let folder: string;
/** Which process of the writer `b` is there. */
let session: string | undefined;
const others = {
  get names() {
    return session === undefined ? [] : ['b'];
  },
  sessionOf: () => session,
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-held-'));
  session = 'first';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function note(bounds: readonly number[], of: string, written?: WrittenHour): HeldNote {
  const segments = [{ collector: 'one', segment: 1, bounds }];
  const head = {
    note: 'held',
    writer: 'b',
    channel: 'warehouse',
    session: of,
    at: 0,
    hour,
    wants: false,
  } as const;
  return { ...head, segments, ...(written === undefined ? {} : { written }) };
}

function has(held: HeldElsewhere, from: number, to: number): boolean {
  return held.has(hour, 'one', { segment: 1, from, to });
}

test('what is on a disk counts while its writer is there, as the same process', async () => {
  const held = await HeldElsewhere.open(folder, others);
  expect(held.untold(hour)).toEqual(['b']);
  await held.add(note([0, 10], 'first'));
  await held.add(note([20, 30], 'first'));
  expect(held.untold(hour)).toEqual([]);
  expect([has(held, 0, 10), has(held, 10, 20), has(held, 20, 30)]).toEqual([true, false, true]);
  session = undefined;
  expect(has(held, 0, 10)).toBe(false);
  expect(held.of(hour)).toEqual([]);
  session = 'second';
  expect(has(held, 0, 10)).toBe(false);
  expect(held.untold(hour)).toEqual(['b']);
  // Its disk may be another one: what it had does not come back by what it has.
  await held.add(note([20, 30], 'second'));
  expect([has(held, 0, 10), has(held, 20, 30)]).toEqual([false, true]);
});

test('what is in files counts for good, as the newest generation says, and outlives a restart', async () => {
  const held = await HeldElsewhere.open(folder, others);
  const manifest = (generation: number): WrittenHour => ({ generation, outcomes: none, files: generation });
  await held.add(note([0, 10], 'first', manifest(1)));
  await held.add(note([20, 30], 'first', manifest(1)));
  session = undefined;
  expect([has(held, 0, 10), has(held, 20, 30)]).toEqual([true, true]);
  await held.add(note([20, 40], 'second', manifest(2)));
  await held.add(note([0, 10], 'first', manifest(1)));
  expect([has(held, 0, 10), has(held, 20, 40)]).toEqual([false, true]);
  const again = await HeldElsewhere.open(folder, others);
  expect([has(again, 0, 10), has(again, 20, 40)]).toEqual([false, true]);
  expect(again.writtenOf(hour)).toMatchObject([{ writer: 'b', manifest: manifest(2) }]);
  await again.forgetBefore('2026-11-23T08');
  expect((await HeldElsewhere.open(folder, others)).writtenOf(hour)).toEqual([]);
});
