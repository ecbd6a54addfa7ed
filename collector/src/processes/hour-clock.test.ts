import { addHours, hourEnd, hourOf } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expect, test, vi } from 'vitest';
import type { HourSummary } from '../hours/hour-summary.js';
import { makeLogger } from '../log/logger.js';
import { HourClock } from './hour-clock.js';

const now = hourOf(Date.now() * 1000);
const none = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
const noTable = { rows: 0, files: [] };

function summary(hour: string, state: HourSummary['state'], unwritten: number): HourSummary {
  const sizes = {
    rows: 0,
    quarantineRows: 0,
    files: 0,
    bytes: 0,
    repeats: 0,
    waitingFor: null,
    tables: 0,
    absent: [],
  };
  return { hour, state, unwritten, generation: 1, outcomes: none, unsealed: false, ...sizes };
}

function manifest(hour: string, state: Manifest['state']): Manifest {
  const counts = { outcomes: none, repeats: 0, quarantine_repeats: 0, unstorable: 0, id_reused: 0 };
  const tables = { journals: {}, tables: {}, quarantine: noTable };
  const head = {
    format: 1 as const,
    writer: 'test',
    hour,
    generation: 2,
    state,
    written_at: '',
    snapshots: [],
  };
  return { ...head, ...counts, ...tables };
}

test('an hour that cannot be written holds up no other, and one that is closed is written again for latecomers', async () => {
  const hours = [
    summary(addHours(now, -4), 'closed', 0),
    summary(addHours(now, -3), 'closed', 2),
    summary(addHours(now, -2), 'open', 1),
    summary(addHours(now, -1), 'journalled', 1),
    summary(now, 'journalled', 1),
  ];
  const rotated: number[] = [];
  const asked: string[] = [];
  const clock = new HourClock({
    log: makeLogger('silent', 'test'),
    listHours: () => Promise.resolve(hours),
    partMinutes: 0,
    writePart: () => Promise.resolve(null),
    tend: () => Promise.resolve({ freed: 0, freedBytes: 0, compressed: 0 }),
    rotate: (floor) => Promise.resolve(void rotated.push(floor)),
    write: (hour, state) => {
      asked.push(`${hour} ${state}`);
      if (hour === addHours(now, -2)) return Promise.reject(new Error('the disk is gone'));
      return Promise.resolve(manifest(hour, state));
    },
  });
  clock.start();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  await clock.stop();
  expect(asked).toEqual([-3, -2, -1].map((back) => `${addHours(now, back)} closed`));
  expect(rotated).toEqual([hourEnd(addHours(now, -1))]);
  expect(clock.waiting).toBe(1);
});

test('a closed hour is written again when the snapshot has come that its quarantine waits for, and not before', async () => {
  const hours = [
    { ...summary(addHours(now, -3), 'closed', 0), waitingFor: 7 },
    summary(addHours(now, -2), 'closed', 0),
  ];
  const asked: string[] = [];
  let looked = 0;
  const clock = new HourClock({
    log: makeLogger('silent', 'test'),
    listHours: () => Promise.resolve(((looked += 1), hours)),
    partMinutes: 0,
    writePart: () => Promise.resolve(null),
    tend: () => Promise.resolve({ freed: 0, freedBytes: 0, compressed: 0 }),
    rotate: () => Promise.resolve(),
    write: (hour, state) => {
      asked.push(`${hour} ${state}`);
      hours.shift();
      return Promise.resolve(manifest(hour, state));
    },
  });
  clock.snapshotCame(5);
  clock.start();
  await vi.waitFor(() => expect(looked).toBe(1));
  await new Promise((resolve) => setImmediate(resolve));
  clock.snapshotCame(6);
  await vi.waitFor(() => expect(looked).toBe(2));
  expect(asked).toEqual([]);
  clock.snapshotCame(8);
  await vi.waitFor(() => expect(asked).toEqual([`${addHours(now, -3)} closed`]));
  await clock.stop();
});

test('parts are written every so many minutes, the full hour is left to its end', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T07:05:00Z') });
  try {
    const asked: string[] = [];
    const clock = new HourClock({
      log: makeLogger('silent', 'test'),
      listHours: () => Promise.resolve([]),
      tend: () => Promise.resolve({ freed: 0, freedBytes: 0, compressed: 0 }),
      rotate: () => Promise.resolve(),
      write: (hour, state) => Promise.resolve(manifest(hour, state)),
      partMinutes: 20,
      writePart: (hour) => {
        asked.push(`${new Date().toISOString().slice(11, 16)} ${hour}`);
        return Promise.reject(new Error('the disk is gone'));
      },
    });
    clock.start();
    await vi.advanceTimersByTimeAsync(80 * 60_000);
    await clock.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    const [seventh, eighth] = ['2026-11-23T07', '2026-11-23T08'];
    expect(asked).toEqual([`07:20 ${seventh}`, `07:40 ${seventh}`, `08:20 ${eighth}`]);
  } finally {
    vi.useRealTimers();
  }
});
