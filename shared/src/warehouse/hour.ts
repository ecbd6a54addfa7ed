/** A UTC hour of `_received_at`, written `2026-11-23T07`. As text, hours sort by time. */
export type Hour = string;

const microsecondsPerHour = 3_600_000_000;

/** The hour that a time, in microseconds since the epoch, lies in. */
export function hourOf(microseconds: number): Hour {
  return new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 13);
}

/** The first microsecond of an hour. */
export function hourStart(hour: Hour): number {
  return Date.parse(`${hour}:00:00Z`) * 1000;
}

/** The first microsecond after an hour. */
export function hourEnd(hour: Hour): number {
  return hourStart(hour) + microsecondsPerHour;
}

/** The hour `count` hours later, or earlier where it is negative. */
export function addHours(hour: Hour, count: number): Hour {
  return hourOf(hourStart(hour) + count * microsecondsPerHour);
}
