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

  it('have in common, and beyond others, what two sets of numbers have', () => {
    const some = fc.array(range, { maxLength: 12 });
    const numbersOf = (ranges: Ranges): number[] =>
      Array.from({ length: 60 }, (_, number) => number).filter((number) => ranges.has(number, number + 1));
    fc.assert(
      fc.property(some, some, (ones, others) => {
        const [one, other] = [ones, others].map((each) => {
          const ranges = new Ranges();
          for (const [from, to] of each) ranges.add(from, to);
          return ranges;
        }) as [Ranges, Ranges];
        const numbers = numbersOf(one);
        expect(numbersOf(one.common(other))).toEqual(numbers.filter((n) => other.has(n, n + 1)));
        expect(numbersOf(one.without(other))).toEqual(numbers.filter((n) => !other.has(n, n + 1)));
        expect(new Ranges(one.bounds).size).toBe(one.size);
      }),
      { numRuns: 500 },
    );
  });
});
