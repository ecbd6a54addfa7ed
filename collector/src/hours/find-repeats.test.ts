import { join } from 'node:path';
import { assert, asyncProperty, array, boolean, integer, record } from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import xxhash from 'xxhash-wasm';
import { findRepeats } from './find-repeats.js';
import { idOf, type TestEvent } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';
import { emptyHour, listHourJournals } from './hour-journal.js';
import { KeyIndexReader } from './key-index-reader.js';

const hour = '2026-11-23T07';
const before = '2026-11-23T06';
let data: TestDataDirectory;
afterEach(() => data.remove());

interface Sent {
  readonly id: number;
  readonly n: number;
  /** Whether it was quarantined. */
  readonly apart: boolean;
}

/** What should come out, by sets of strings: what is stored, and what is apart from it. */
function expected(earlier: readonly Sent[], events: readonly Sent[]) {
  const pairs = { stored: new Set<string>(), apart: new Set<string>() };
  const ids = { stored: new Set<number>(), apart: new Set<number>() };
  const note = ({ id, n, apart }: Sent): void => {
    const side = apart ? 'apart' : 'stored';
    pairs[side].add(`${id} ${n}`);
    ids[side].add(id);
  };
  earlier.forEach(note);
  const repeats: number[] = [];
  let reused = 0;
  events.forEach((event, row) => {
    const { id, n, apart } = event;
    const sides = apart ? (['stored', 'apart'] as const) : (['stored'] as const);
    if (sides.some((side) => pairs[side].has(`${id} ${n}`))) repeats.push(row);
    else if (sides.some((side) => ids[side].has(id))) reused++;
    note(event);
  });
  return { repeats, reused };
}

const sent = array(
  record({ id: integer({ min: 0, max: 12 }), n: integer({ min: 0, max: 3 }), apart: boolean() }),
  { maxLength: 40 },
);
const eventOf = ({ id, n, apart }: Sent): TestEvent => {
  return { id: idOf(id), fields: { n }, outcome: apart ? 'quarantined' : 'accepted' };
};

test('one pass and many passes over the buckets find the same repeats, which are those that maps find', async () => {
  data = await TestDataDirectory.make();
  const hash = await xxhash();
  let round = 0;
  await assert(
    asyncProperty(
      sent,
      sent,
      integer({ min: 1, max: 300 }),
      integer(),
      async (earlier, events, keys, seed) => {
        await data.remove();
        data = await TestDataDirectory.make();
        for (const event of earlier) await data.append(before, [eventOf(event)]);
        for (const event of events) await data.append(hour, [eventOf(event)]);
        await data.rotate();
        const journals = await listHourJournals(join(data.path, 'journal'));
        // 40 bytes a key: from a key a pass to all of them in one.
        const search = { hash, seed: seed >>> 0, keyMemoryBytes: keys * 40 };
        const indexOf = (name: string): string => join(data.path, `${name}.${round}.keys`);
        const find = async (index: KeyIndexReader[], name: string, memory: number) =>
          findRepeats(journals.get(name) ?? emptyHour(name), {
            ...search,
            keyMemoryBytes: memory,
            indexPath: indexOf(name),
            earlier: index,
            storedAfterAll: undefined,
          });
        round++;
        await find([], before, search.keyMemoryBytes);
        const index = await KeyIndexReader.open(indexOf(before), search.seed);
        if (index === undefined) throw new Error('no index was written');
        expect(await index.isWhole()).toBe(true);
        const some = await find([index], hour, search.keyMemoryBytes);
        const single = await find([index], hour, 2 ** 20);
        await index.close();
        const rows = events.map((_, row) => row);
        const wanted = expected(earlier, events);
        expect(rows.filter((row) => some.rows.has(row))).toEqual(wanted.repeats);
        expect(rows.filter((row) => single.rows.has(row))).toEqual(wanted.repeats);
        expect([some.rows.size, some.reused.size, single.reused.size]).toEqual([
          wanted.repeats.length,
          wanted.reused,
          wanted.reused,
        ]);
      },
    ),
    { numRuns: 40 },
  );
});
