import fc from 'fast-check';
import type { FieldUse, ValueShape } from '../catalog/model.js';

/** A field, two ways to use it, and a small world of values in which every bound that the uses have can be seen. */
export interface FieldCase {
  readonly shape: ValueShape;
  readonly uses: readonly [FieldUse, FieldUse];
  readonly values: readonly unknown[];
}

const strangers: readonly unknown[] = [null, true, 'z', 0.5, {}, [], ['z', 1], { z: 1 }];
const few = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
const flag = fc.option(fc.constant(true as const), { nil: undefined });

/** Without what is undefined, as a file would say it. */
function use(parts: Readonly<Record<string, unknown>>): FieldUse {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function bounds(low: string, high: string): fc.Arbitrary<FieldUse> {
  return fc
    .record({ [low]: few, [high]: few, nullable: flag, required: flag })
    .filter((one) => (one[low] ?? 0) <= (one[high] ?? 9))
    .map(use);
}

function cases(
  shape: fc.Arbitrary<ValueShape>,
  uses: fc.Arbitrary<FieldUse>,
  values: readonly unknown[],
): fc.Arbitrary<FieldCase> {
  return fc.record({
    shape,
    uses: fc.tuple(uses, uses),
    values: fc.constant([...values, ...strangers]),
  });
}

const letters = ['', 'a', 'b', 'c', 'd', 'aa', 'ab', 'aaa', 'bbb', 'aaaa', 'bbbb', 'aaaaa', 'bbbbb'];
/** Every text of up to three of four letters: of any two patterns below, all that can tell them apart. */
const words = [1, 2, 3].reduce<string[]>(
  (all) => ['', ...all.flatMap((text) => ['a', 'b', 'c', 'd'].map((letter) => text + letter))],
  [''],
);
const numbers = [-1, 0, 1, 2, 3, 4, 5, 1.5, 2.25, 3.5, 100];
const plainUse = fc.record({ nullable: flag, required: flag }).map(use);
const someOf = fc.option(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), { nil: undefined });
const item: ValueShape = { type: 'string', values: ['a', 'b'] };
const lists = [[], ['a'], ['a', 'b'], ['a', 'a', 'b'], ['b', 'a', 'b', 'a'], Array(5).fill('a'), ['c']];

/** Every type that narrowings differ for. */
export const fieldCases: fc.Arbitrary<FieldCase> = fc.oneof(
  cases(fc.constant({ type: 'string' }), bounds('minLength', 'maxLength'), letters),
  cases(
    fc.constant({ type: 'string' }),
    fc
      .record({
        pattern: fc.constantFrom(
          undefined,
          '^a',
          'b$',
          '^[ab]*$',
          '^[a-c]{1,2}$',
          'a',
          '(a|b)b',
          '^(a|bcd)$',
        ),
        maxLength: few,
        required: flag,
      })
      .map(use),
    [...words, ...letters],
  ),
  cases(
    fc.constant({ type: 'string' }),
    fc.record({ format: fc.constantFrom(undefined, 'uri', 'email', 'ip'), required: flag }).map(use),
    ['a', 'https://example.com/1', 'a@example.com', '192.0.2.1', '::1'],
  ),
  cases(
    fc.constantFrom<ValueShape>({ type: 'string', values: ['a', 'b', 'c'] }, { type: 'string' }),
    fc.record({ enum: someOf, nullable: flag, required: flag }).map(use),
    letters,
  ),
  cases(
    fc.constantFrom<ValueShape>(
      { type: 'integer' },
      { type: 'number' },
      { type: 'integer', values: [0, 1, 3] },
    ),
    bounds('minimum', 'maximum'),
    numbers,
  ),
  cases(
    fc.constantFrom<ValueShape>({ type: 'array', items: item }, { type: 'array', items: { type: 'string' } }),
    bounds('minItems', 'maxItems'),
    lists,
  ),
  cases(
    fc.constantFrom<ValueShape>(
      { type: 'boolean' },
      { type: 'date' },
      { type: 'uuid' },
      { type: 'json' },
      { type: 'bigint', precision: 2 },
      { type: 'decimal', precision: 3, scale: 1 },
      { type: 'timestamp' },
    ),
    plainUse,
    [
      false,
      '2026-11-25',
      '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55',
      '17',
      '170',
      '1.5',
      '1.55',
      170,
      '2026-11-25T10:00:00Z',
    ],
  ),
  cases(
    fc.constant({
      type: 'object',
      properties: { id: { type: 'integer', required: true }, at: { type: 'date', nullable: true } },
    }),
    plainUse,
    [{ id: 1 }, { id: 1, at: null }, { id: 1, at: '2026-11-25' }, { at: null }, { id: 'x' }, { id: 1, z: 1 }],
  ),
);
