import fc from 'fast-check';
import type { FieldDeclaration, FieldUse, ValueShape } from '../catalog/model.js';

/** A field as declared and used, and the values that fit it. */
export interface FieldCase {
  readonly declaration: FieldDeclaration;
  readonly use: FieldUse;
  readonly fitting: fc.Arbitrary<unknown>;
  /** Values that break it in one way, with the code and the rest of the pointer that is expected. */
  readonly faults: readonly { readonly value: unknown; readonly code: string; readonly below?: string }[];
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const day = fc
  .date({ min: new Date('1700-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const wrong = { value: { not: 'this' }, code: 'type' };
const digits = (most: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: -(10n ** BigInt(most) - 1n), max: 10n ** BigInt(most) - 1n }).map(String);

function plain(shape: ValueShape, fitting: fc.Arbitrary<unknown>, ...bad: unknown[]): FieldCase {
  const faults = [wrong, ...bad.map((value) => ({ value, code: 'type' }))];
  return { declaration: shape, use: {}, fitting, faults };
}

/** Every type, and every narrowing, at least once. */
const cases: fc.Arbitrary<FieldCase> = fc.oneof(
  fc.constantFrom<FieldCase>(
    plain({ type: 'string' }, text, 1, true, ['a']),
    plain({ type: 'integer' }, fc.maxSafeInteger(), 1.5, '1', 2 ** 53, -(2 ** 53), Infinity),
    plain({ type: 'bigint' }, digits(38), 1, '01', '-', '1.0', '', '9'.repeat(39), ' 1', '1\n'),
    plain(
      { type: 'decimal', precision: 5, scale: 2 },
      digits(3).map((one) => `${one}.05`),
      '1000',
      '1.005',
      '.5',
      1,
    ),
    plain({ type: 'number' }, fc.double({ noNaN: true, noDefaultInfinity: true }), '1', Infinity, -Infinity),
    plain({ type: 'boolean' }, fc.boolean(), 0, 'true'),
    plain(
      { type: 'timestamp' },
      fc.oneof(fc.maxSafeInteger(), day),
      'now',
      1.5,
      2 ** 53,
      '2025-02-30T00:00:00Z',
    ),
    plain(
      { type: 'date' },
      day.map((one) => one.slice(0, 10)),
      '2025-02-30',
      20250101,
    ),
    plain({ type: 'uuid' }, fc.uuid(), 'x', '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e5'),
  ),
  fc.constant<FieldCase>({
    declaration: { type: 'json' },
    use: {},
    fitting: fc.jsonValue({ maxDepth: 3 }),
    faults: [],
  }),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .map(([least, more]): FieldCase => ({
      declaration: { type: 'string' },
      use: { minLength: least, maxLength: least + more },
      fitting: fc.integer({ min: least, max: least + more }).map((count) => '😀'.repeat(count)),
      faults: [
        { value: '😀'.repeat(least - 1), code: 'min_length' },
        { value: '😀'.repeat(least + more + 1), code: 'max_length' },
      ],
    })),
  fc
    .tuple(fc.constantFrom('integer' as const, 'number' as const), fc.integer(), fc.nat())
    .map(([type, least, more]): FieldCase => ({
      declaration: { type },
      use: { minimum: least, maximum: least + more },
      fitting: fc.integer({ min: least, max: least + more }),
      faults: [
        { value: least - 1, code: 'minimum' },
        { value: least + more + 1, code: 'maximum' },
      ],
    })),
  fc.constantFrom<FieldCase>(
    {
      declaration: { type: 'string', values: ['a', 'b', 'c'] },
      use: { enum: ['a', 'b'] },
      fitting: fc.constantFrom('a', 'b'),
      faults: [{ value: 'c', code: 'enum' }],
    },
    {
      declaration: { type: 'integer', values: [1, 2] },
      use: { nullable: true },
      fitting: fc.constantFrom(1, 2, null),
      faults: [{ value: 3, code: 'enum' }],
    },
    {
      declaration: { type: 'string' },
      use: { pattern: '^[a-c]+$' },
      fitting: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1 }),
      faults: [
        { value: 'd', code: 'pattern' },
        { value: 'a\n', code: 'pattern' },
      ],
    },
    {
      declaration: { type: 'string' },
      use: { format: 'ip' },
      fitting: fc.oneof(fc.ipV4(), fc.ipV6()),
      faults: [{ value: '1.2.3', code: 'format' }],
    },
    {
      declaration: { type: 'array', items: { type: 'integer' } },
      use: { minItems: 1, maxItems: 2 },
      fitting: fc.array(fc.integer(), { minLength: 1, maxLength: 2 }),
      faults: [
        { value: [], code: 'min_items' },
        { value: [1, 2, 3], code: 'max_items' },
        { value: [1, 'x'], code: 'type', below: '/1' },
        { value: [null], code: 'not_null', below: '/0' },
      ],
    },
    {
      declaration: {
        type: 'object',
        properties: { id: { type: 'uuid', required: true }, at: { type: 'timestamp', nullable: true } },
      },
      use: {},
      fitting: fc.record({ id: fc.uuid(), at: fc.oneof(day, fc.constant(null)) }, { requiredKeys: ['id'] }),
      faults: [
        { value: {}, code: 'required', below: '/id' },
        { value: { id: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55', x: 1 }, code: 'unknown_field', below: '/x' },
        { value: { id: 7 }, code: 'type', below: '/id' },
      ],
    },
  ),
);

/** A contract with its valid payload: up to eight fields, some required, the others there or not. */
export interface PayloadCase {
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly uses: Readonly<Record<string, FieldUse>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly all: Readonly<Record<string, FieldCase>>;
}

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/),
  fc.constantFrom('constructor', 'toString', 'valueOf', 'hasOwnProperty'),
);

export const payloadCases: fc.Arbitrary<PayloadCase> = fc
  .uniqueArray(fc.tuple(name, cases, fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 8,
    selector: ([one]) => one.toLowerCase(),
  })
  .chain((entries) => {
    const values = Object.fromEntries(
      entries
        .filter(([, , required, there]) => required || there)
        .map(([one, { fitting }]) => [one, fitting]),
    );
    return fc.record(values).map((payload) => ({
      fields: Object.fromEntries(entries.map(([one, { declaration }]) => [one, declaration])),
      uses: Object.fromEntries(entries.map(([one, { use }, required]) => [one, { ...use, required }])),
      payload: { ...payload },
      all: Object.fromEntries(entries.map(([one, field]) => [one, field])),
    }));
  });
