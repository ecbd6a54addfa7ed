import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ranges } from './ranges.js';

const range = fc
  .tuple(fc.nat(40), fc.nat(10))
  .map(([from, length]): [number, number] => [from, from + length + 1]);

describe('ranges', () => {
  it('are what a set of numbers says, whatever is added and taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), range), { maxLength: 30 }), range, (steps, [from, to]) => {
        const ranges = new Ranges();
        const set = new Set<number>();
        for (const [isAdded, [low, high]] of steps) {
          if (isAdded) ranges.add(low, high);
          else ranges.remove(low, high);
          for (let number = low; number < high; number += 1) {
            if (isAdded) set.add(number);
            else set.delete(number);
          }
        }
        const numbers = Array.from({ length: to - from }, (_, index) => from + index);
        expect(ranges.has(from, to)).toBe(numbers.every((number) => set.has(number)));
        const missing = ranges
          .gaps(from, to)
          .flatMap(([low, high]) => numbers.filter((n) => n >= low && n < high));
        expect(missing).toEqual(numbers.filter((number) => !set.has(number)));
        const stretches = [...set].filter((number) => !set.has(number - 1)).length;
        expect(ranges.size).toBe(stretches);
      }),
      { numRuns: 500 },
    );
  });
});
