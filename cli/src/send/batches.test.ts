import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halves, inBatches, type Batch } from './batches.js';

async function gather(sizes: readonly number[], limits: { events: number; bytes: number }): Promise<Batch[]> {
  async function* events(): AsyncGenerator<Buffer> {
    for (const size of sizes) {
      yield Buffer.alloc(size, 0x78);
      await Promise.resolve();
    }
  }
  const batches: Batch[] = [];
  for await (const batch of inBatches(events(), limits)) batches.push(batch);
  return batches;
}

test('every event is in one batch, in its order, within the limits, and no batch could have taken the next', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 })), async (sizes) => {
      const limits = { events: 5, bytes: 60 };
      const batches = await gather(sizes, limits);
      expect(batches.flatMap((batch) => batch.events.map((event) => event.length))).toEqual(sizes);
      batches.forEach((batch, index) => {
        const bytes = batch.events.reduce((sum, event) => sum + event.length + 1, 0);
        expect(batch.bytes).toBe(bytes);
        expect(bytes).toBeLessThanOrEqual(limits.bytes);
        expect(batch.events.length).toBeLessThanOrEqual(limits.events);
        const next = batches[index + 1]?.events[0];
        if (next !== undefined) {
          expect(batch.events.length === limits.events || bytes + next.length + 1 > limits.bytes).toBe(true);
        }
      });
    }),
  );
});

test('one that is too large travels by itself', async () => {
  const batches = await gather([5, 100, 5], { events: 10, bytes: 50 });
  expect(batches.map((batch) => batch.events.map((event) => event.length))).toEqual([[5], [100], [5]]);
});

test('halves are the whole, in order', async () => {
  const [batch] = await gather([1, 2, 3, 4, 5], { events: 10, bytes: 1000 });
  const parts = batch === undefined ? [] : halves(batch);
  expect(parts.map((part) => part.events.map((event) => event.length))).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(batch?.bytes);
});
