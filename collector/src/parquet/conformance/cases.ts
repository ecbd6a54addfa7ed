import type { ColumnType } from '@eventbook/shared/warehouse/column-type';
import type { Column } from '@eventbook/shared/warehouse/columns';
import type { ParquetJob } from '../engine.js';

/**
 * What every engine has to write so that every reader finds it: lines as they are staged, and rows as readers tell
 * them: 64-bit integers, decimals, dates and times as text, everything else as JSON has it.
 */
export interface ConformanceCase {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly lines: readonly object[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly origins?: ParquetJob['origins'];
}

export const kinds = {
  text: { kind: 'varchar', wire: 'string' },
  json: { kind: 'varchar', wire: 'json' },
  whole: { kind: 'bigint', wire: 'number' },
  digits: { kind: 'bigint', wire: 'digits' },
  money: { kind: 'decimal', wire: 'digits', precision: 18, scale: 2 },
  wide: { kind: 'decimal', wire: 'digits', precision: 38, scale: 0 },
  fine: { kind: 'decimal', wire: 'digits', precision: 38, scale: 37 },
  ratio: { kind: 'double' },
  flag: { kind: 'boolean' },
  at: { kind: 'timestamp' },
  day: { kind: 'date' },
} as const satisfies Readonly<Record<string, ColumnType>>;

const list = (items: ColumnType): ColumnType => ({ kind: 'list', items });
const struct = (properties: Readonly<Record<string, ColumnType>>): ColumnType => ({
  kind: 'struct',
  properties: Object.entries(properties).map(([name, type]) => ({ name, type })),
});

export function columnsOf(types: Readonly<Record<string, ColumnType>>): Column[] {
  return Object.entries(types).map(([name, type]) => ({ name, type, path: ['fields', name] }));
}

const numbered: Column = { name: '_row', type: kinds.whole, path: ['row'] };

/** Values of one column, each in a row of its own, and how readers tell them. */
function values(
  name: string,
  type: ColumnType,
  pairs: readonly (readonly [unknown, unknown])[],
): ConformanceCase {
  return {
    name,
    columns: [numbered, ...columnsOf({ value: type })],
    lines: pairs.map(([value], row) => ({ row, fields: { value } })),
    rows: pairs.map(([, value], row) => ({ _row: String(row), value })),
  };
}

const same = (...list: readonly unknown[]): [unknown, unknown][] => list.map((value) => [value, value]);
const absent: [unknown, unknown] = [undefined, null];

export const texts = [
  '',
  'plain',
  'Мурманск',
  'e\u0301',
  '\uffff',
  '🐟',
  '🐟 beyond',
  '\u{10ffff}',
  'a\u2028b\u2029c',
  'quote \' and " and \\ and \n and \t',
  'nul \u0000 within',
  'x'.repeat(70_000),
];

const everything = {
  text: kinds.text,
  json: kinds.json,
  whole: kinds.whole,
  digits: kinds.digits,
  money: kinds.money,
  wide: kinds.wide,
  ratio: kinds.ratio,
  flag: kinds.flag,
  at: kinds.at,
  day: kinds.day,
  list: list(kinds.text),
  struct: struct({ a: kinds.whole, b: kinds.text }),
};
const everyValue = {
  text: 'text',
  json: { a: [1, null, 'x'] },
  whole: 42,
  digits: '42',
  money: '12.3',
  wide: '42',
  ratio: 0.5,
  flag: true,
  at: 1_763_850_000_123_456,
  day: '2025-11-22',
  list: ['a', 'b'],
  struct: { a: 1, b: 'x' },
};
const everyRow = {
  ...everyValue,
  json: '{"a":[1,null,"x"]}',
  whole: '42',
  money: '12.30',
  at: '2025-11-22 22:20:00.123456',
  struct: { a: '1', b: 'x' },
};
const nothing = Object.fromEntries(Object.keys(everything).map((key) => [key, null]));

export const cases: readonly ConformanceCase[] = [
  {
    name: 'every type, each absent and each null',
    columns: columnsOf(everything),
    lines: [
      { fields: everyValue },
      { fields: {} },
      { fields: nothing },
      {},
      { fields: null },
      { fields: everyValue },
    ],
    rows: [everyRow, nothing, nothing, nothing, nothing, everyRow],
  },
  { name: 'no row', columns: columnsOf(everything), lines: [], rows: [] },
  { name: 'one row', columns: columnsOf(everything), lines: [{ fields: everyValue }], rows: [everyRow] },
  values('text', kinds.text, [absent, ...same(...texts)]),
  values('JSON kept as text', kinds.json, [
    absent,
    [null, null],
    ['text', '"text"'],
    [0.1, '0.1'],
    [-17, '-17'],
    [9_007_199_254_740_991, '9007199254740991'],
    [true, 'true'],
    [[], '[]'],
    [{}, '{}'],
    [{ b: '🐟', a: [{ c: null }] }, '{"b":"🐟","a":[{"c":null}]}'],
  ]),
  values('integers up to the edge of 53 bits', kinds.whole, [
    [0, '0'],
    [-1, '-1'],
    [9_007_199_254_740_991, '9007199254740991'],
    [-9_007_199_254_740_991, '-9007199254740991'],
  ]),
  values(
    'integers beyond 53 bits, as digits',
    kinds.digits,
    same('9007199254740993', '-9007199254740993', '999999999999999999', '-999999999999999999', '0'),
  ),
  values('decimals of two places', kinds.money, [
    ['0', '0.00'],
    ['-0.01', '-0.01'],
    ['12.3', '12.30'],
    ['9999999999999999.99', '9999999999999999.99'],
    ['-9999999999999999.99', '-9999999999999999.99'],
  ]),
  values(
    'decimals of 38 digits',
    kinds.wide,
    same('9'.repeat(38), `-${'9'.repeat(38)}`, '18446744073709551616', '0', '-1'),
  ),
  values('decimals that are nearly all places', kinds.fine, [
    [`9.${'9'.repeat(37)}`, `9.${'9'.repeat(37)}`],
    ['-0.5', `-0.5${'0'.repeat(36)}`],
  ]),
  values(
    'doubles',
    kinds.ratio,
    same(0, 0.1, -1.5, 5e-324, 1.797_693_134_862_315_7e308, 1e21, 9_007_199_254_740_994),
  ),
  values('booleans', kinds.flag, [absent, ...same(true, false, true)]),
  values('times to the microsecond', kinds.at, [
    [0, '1970-01-01 00:00:00'],
    [1, '1970-01-01 00:00:00.000001'],
    [-1, '1969-12-31 23:59:59.999999'],
    [1_763_850_000_123_456, '2025-11-22 22:20:00.123456'],
    [8_640_000_000_000_001, '2243-10-17 00:00:00.000001'],
  ]),
  values('days', kinds.day, same('1970-01-01', '1969-12-31', '0001-01-01', '2000-02-29', '9999-12-31')),
  values('lists of lists', list(list(kinds.whole)), [
    absent,
    [null, null],
    [[], []],
    [[[]], [[]]],
    [[null], [null]],
    [
      [[1, null, 2], [], null, [3]],
      [['1', null, '2'], [], null, ['3']],
    ],
  ]),
  values(
    'structs of lists of structs',
    struct({ items: list(struct({ id: kinds.whole, tags: list(kinds.text) })) }),
    [
      absent,
      [{}, { items: null }],
      [{ items: [] }, { items: [] }],
      [{ items: [null, {}] }, { items: [null, { id: null, tags: null }] }],
      [
        {
          items: [
            { id: 1, tags: ['🐟', null] },
            { id: 2, tags: [] },
          ],
        },
        {
          items: [
            { id: '1', tags: ['🐟', null] },
            { id: '2', tags: [] },
          ],
        },
      ],
    ],
  ),
  values(
    'lists of every kind of value',
    list(struct({ at: kinds.at, day: kinds.day, money: kinds.money, json: kinds.json })),
    [
      [
        [{ at: 1, day: '2025-01-01', money: '1.5', json: [1] }],
        [{ at: '1970-01-01 00:00:00.000001', day: '2025-01-01', money: '1.50', json: '[1]' }],
      ],
    ],
  ),
  {
    name: 'names that languages reserve',
    columns: columnsOf({
      constructor: kinds.whole,
      toString: kinds.text,
      select: kinds.whole,
      order: struct({ valueOf: kinds.whole }),
    }),
    lines: [
      { fields: {} },
      { fields: { constructor: 1, toString: 'x', select: 2, order: { valueOf: 3 } } },
      { fields: { order: {} } },
    ],
    rows: [
      { constructor: null, toString: null, select: null, order: null },
      { constructor: '1', toString: 'x', select: '2', order: { valueOf: '3' } },
      { constructor: null, toString: null, select: null, order: { valueOf: null } },
    ],
  },
  {
    name: 'what many lines say alike',
    columns: (['_outcome', '_source'] as const).map((name) => ({ name, type: kinds.text, path: [name] })),
    origins: ['first', "the 'second'"].map((name) => ({
      _outcome: 'accepted',
      _environment: name,
      _source: `${name}/🐟`,
      _snapshot: '',
      _collector: '',
    })),
    lines: [{ _origin: 1 }, { _origin: 0 }, {}],
    rows: [
      { _outcome: 'accepted', _source: "the 'second'/🐟" },
      { _outcome: 'accepted', _source: 'first/🐟' },
      { _outcome: null, _source: null },
    ],
  },
];

/** Values that no column of the kind can hold: an engine has to say so, and never to write something else. */
export const misfits: readonly (readonly [kind: keyof typeof kinds, json: string])[] = [
  ['whole', '"many"'],
  ['whole', '{}'],
  ['digits', '"12x"'],
  ['digits', '"99999999999999999999"'],
  ['money', '"12345678901234567.1"'],
  ['money', '"1.2.3"'],
  ['ratio', '"x"'],
  ['ratio', '[]'],
  ['flag', '"perhaps"'],
  ['at', '"yesterday"'],
  ['day', '"2025-02-30"'],
  ['text', '"\\ud800"'],
  ['text', '"cut'],
];
