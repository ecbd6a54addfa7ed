import { evenFor, wallMilliseconds } from './wall-clock.js';

let wallStart = 0;
let monotonicStart = Number.NEGATIVE_INFINITY;

/**
 * The time in microseconds since the epoch: the wall clock, asked once a second, with the monotonic
 * clock's digits in between.
 */
export function nowMicroseconds(): number {
  const monotonic = performance.now();
  if (monotonic - monotonicStart > evenFor) {
    wallStart = wallMilliseconds();
    monotonicStart = monotonic;
  }
  return wallStart * 1000 + Math.floor((monotonic - monotonicStart) * 1000);
}
