import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Leftovers } from './leftovers.js';

const hour = '2026-11-23T07';
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 8, minute));

test('the grace of a file begins when it is replaced, and it goes once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'eventbook-leftovers-'));
  try {
    const removed: string[] = [];
    const leftovers = new Leftovers({
      ...{ directory, graceMilliseconds: 3_600_000, named: () => Promise.resolve(['two']) },
      remove: (file) => Promise.resolve(void removed.push(file)),
    });
    await leftovers.note(hour, 1, ['one'], at(0));
    await leftovers.note(hour, 2, ['one', 'two'], at(50));
    await leftovers.remove(at(65));
    expect(removed).toEqual([]);
    await leftovers.remove(at(115));
    expect(removed).toEqual(['one']);
  } finally {
    await rm(directory, { recursive: true });
  }
});
