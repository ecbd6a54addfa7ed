import { readFileSync } from 'node:fs';

/**
 * The clock by which hours begin and end: the system's. For tests alone, the variable EVENTBOOK_TEST_CLOCK names a
 * file {"real": …, "shown": …}, both milliseconds since the epoch: at `real` by the system's clock it was `shown` by
 * this one, and from there it runs on at its own pace. Whoever writes another file sets the clock of every process.
 */
const testFile = process.env['EVENTBOOK_TEST_CLOCK'];

/** How long a test's file is believed, in milliseconds; and how often one who waits looks at the clock again. */
const lookAgainAfter = testFile === undefined ? 10_000 : 50;

let ahead = 0;
let readAt = Number.NEGATIVE_INFINITY;

/** Milliseconds since the epoch. */
export function wallMilliseconds(): number {
  const real = Date.now();
  if (testFile !== undefined && performance.now() - readAt > lookAgainAfter) {
    const { real: at, shown } = JSON.parse(readFileSync(testFile, 'utf8')) as { real: number; shown: number };
    ahead = shown - at;
    readAt = performance.now();
  }
  return real + ahead;
}

/** How long to wait before the clock is looked at again, where something is due at `due`: it may have been set. */
export function untilWall(due: number): number {
  return Math.max(0, Math.min(lookAgainAfter, due - wallMilliseconds()));
}

/** How long the clock may be taken to run evenly, in milliseconds. */
export const evenFor = testFile === undefined ? 1000 : lookAgainAfter;
