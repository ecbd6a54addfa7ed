import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HourArrivals } from './arrivals.js';
import type { Holder } from './held-elsewhere.js';
import { elsewhereOf } from './left-elsewhere.js';

const groups = 12;
const names = ['a', 'b', 'c'];

/** One writer: what it has, what of it is in its files, and what each other one has heard of it. */
interface Writer {
  readonly name: string;
  readonly held: Set<number>;
  files: Set<number>;
}

const arrivalsOf = (numbers: Iterable<number>): HourArrivals => {
  const arrivals = new HourArrivals();
  for (const number of numbers) arrivals.add('one', { segment: 1, from: number * 10, to: number * 10 + 10 });
  return arrivals;
};

function write(writer: Writer, heard: readonly Writer[]): void {
  const others = heard.map(({ name, held, files }): Holder => {
    return { writer: name, held: arrivalsOf(held), written: arrivalsOf(files) };
  });
  const { left } = elsewhereOf(writer.name, arrivalsOf(writer.held), arrivalsOf(writer.files), others);
  const isLeft = HourArrivals.of(left);
  const has = (number: number): boolean =>
    !isLeft.has('one', { segment: 1, from: number * 10, to: number * 10 + 10 });
  writer.files = new Set([...writer.held].filter(has));
}

const some = fc.uniqueArray(fc.nat(groups - 1));
const step = fc.record({
  writer: fc.nat(names.length - 1),
  gets: some,
  writes: fc.boolean(),
  /** Whom it hears of before it writes. */
  hears: fc.uniqueArray(fc.nat(names.length - 1)),
});

test('whoever writes when, having heard of whomever: what was in a file stays in one, and in the end is in exactly one', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const writers = names.map((name): Writer => ({ name, held: new Set(), files: new Set() }));
      const seen = new Set<number>();
      for (const { writer, gets, writes, hears } of steps) {
        const one = writers[writer] as Writer;
        for (const group of gets) one.held.add(group);
        const heard = writers.filter((other, index) => other !== one && hears.includes(index));
        if (writes) write(one, heard);
        for (const { files } of writers) for (const group of files) seen.add(group);
        for (const group of seen) expect(writers.some(({ files }) => files.has(group))).toBe(true);
      }
      for (let round = 0; round < 2; round += 1)
        for (const one of writers)
          write(
            one,
            writers.filter((other) => other !== one),
          );
      const all = new Set(writers.flatMap(({ held }) => [...held]));
      for (const group of all)
        expect(writers.filter(({ files }) => files.has(group)).map(({ name }) => name)).toEqual([
          writers.find(({ held }) => held.has(group))?.name,
        ]);
    }),
    { numRuns: 1000 },
  );
});
