import { describe, expect, test } from 'vitest';
import {
  contentOf,
  type ExampleParts,
  exampleCatalog,
  faultsOf,
  judgeFields,
  judgeText,
  sender,
} from './example.test-helper.js';
import { Judge } from './judge.js';

const shop: ExampleParts = {
  fields: {
    price: { type: 'number' },
    name: { type: 'string' },
    region: { type: 'string', values: ['murmansk', 'moscow'] },
    at: { type: 'timestamp' },
    anything: { type: 'json' },
    visitor: { type: 'uuid' },
    stops: { type: 'array', items: { type: 'object', properties: { at: { type: 'timestamp' } } } },
  },
  uses: {
    price: { required: true, minimum: 0 },
    name: { maxLength: 3 },
    at: {},
    region: {},
    stops: {},
    visitor: {},
  },
};
const flagging: ExampleParts = { ...shop, environment: { on_invalid: 'flag' } };

describe('accepted', () => {
  test('content is the envelope in the order of stored events, spellings made equal', () => {
    const text =
      '{"fields":{"stops":[{"at":"2025-11-22T23:00:00Z"},{}],"price":1e0,"at":"2025-11-23T02:00:00+03:00","visitor":"ABCDEF00-0000-7000-8000-000000000000"},' +
      '"sample_rate":0.5,"sequence":3,"langpack":"go/0.1.2","client_time":5,"event_time":"1970-01-01T00:00:01.5Z",' +
      '"source":"web","environment":"site","event_id":"0192F3C4-7B1A-7D40-8C11-2B9F6A1D0E55","version":1,"event":"shop.viewed"}';
    const verdict = judgeText(shop, text);
    expect(verdict).toMatchObject({
      outcome: 'accepted',
      table: 'shop.viewed',
      eventId: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55',
      violations: [],
    });
    expect(verdict.content).toBe(
      '"event":"shop.viewed","version":1,"event_time":1500000,"client_time":5,"langpack":"go/0.1.2","sequence":3,"sample_rate":0.5,' +
        '"fields":{"stops":[{"at":1763852400000000},{}],"price":1,"at":1763852400000000,"visitor":"abcdef00-0000-7000-8000-000000000000"}',
    );
  });

  test('the sender’s object is left as it was', () => {
    const envelope = { event: 'shop.viewed', version: 1, fields: { price: 1, at: '1970-01-01T00:00:00Z' } };
    const before = structuredClone(envelope);
    new Judge(exampleCatalog(shop), { sequence: 1 }).judge(envelope, sender, () => '');
    expect(envelope).toEqual(before);
  });

  test('an open contract keeps unknown fields as text', () => {
    const verdict = judgeText(
      { ...shop, contract: { open: true } },
      '{"event":"shop.viewed","version":1,"fields":{"price":1,"more":[1],"__proto__":{"x":1}}}',
    );
    expect(verdict.outcome).toBe('accepted');
    expect(contentOf(verdict)).toMatchObject({
      fields: { price: 1 },
      _extra: '{"more":[1],"__proto__":{"x":1}}',
    });
  });

  test('environment fields of the version that is named, else of the newest', () => {
    const parts: ExampleParts = {
      ...shop,
      environmentContracts: [
        { version: 1, fields: { region: { required: true } } },
        { version: 2, fields: { region: {} } },
      ],
    };
    expect(judgeFields(parts, { price: 1 }).outcome).toBe('accepted');
    expect(faultsOf(judgeFields(parts, { price: 1 }, { environment_version: 1 }))).toEqual([
      'required /fields/region',
    ]);
    expect(faultsOf(judgeFields(parts, { price: 1 }, { environment_version: 3 }))).toEqual([
      'unknown_environment_version /environment_version',
    ]);
  });
});

describe('policies', () => {
  const bad = { price: -3, name: 'abcd', region: 'moscow', nope: 1 };
  const faults = ['unknown_field /fields/nope', 'minimum /fields/price', 'max_length /fields/name'];

  test('quarantine is the default: no fields, the original whole', () => {
    const verdict = judgeFields(shop, bad);
    expect(verdict).toMatchObject({ outcome: 'quarantined', table: '' });
    expect(faultsOf(verdict)).toEqual(faults);
    expect(verdict.violations[1]?.message).toBe('price must be at least 0, got -3');
    expect(contentOf(verdict)).toEqual({
      event: 'shop.viewed',
      version: 1,
      _violations: verdict.violations,
      _raw: JSON.stringify({ event: 'shop.viewed', version: 1, fields: bad }),
    });
  });

  test('flag: what does not fit is null, what is unknown left out', () => {
    const verdict = judgeFields(flagging, bad);
    expect(verdict).toMatchObject({ outcome: 'flagged', table: 'shop.viewed' });
    expect(faultsOf(verdict)).toEqual(faults);
    expect(contentOf(verdict)).toMatchObject({
      fields: { price: null, name: null, region: 'moscow' },
      _violations: verdict.violations,
      _raw: JSON.stringify({ event: 'shop.viewed', version: 1, fields: bad }),
    });
    expect(Object.keys(contentOf(judgeFields(flagging, {})).fields as object)).toEqual([]);
  });

  test('reject: nothing is kept', () => {
    const verdict = judgeFields({ ...shop, environment: { on_invalid: 'reject' } }, bad);
    expect(verdict).toMatchObject({ outcome: 'rejected', table: '', content: '' });
    expect(faultsOf(verdict)).toEqual(faults);
  });

  test('at most 50 violations, and every bad field null all the same', () => {
    const names = Array.from({ length: 80 }, (_, index) => `f${index}`);
    const parts: ExampleParts = {
      fields: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
      uses: Object.fromEntries(names.map((name) => [name, {}])),
      environment: { on_invalid: 'flag' },
    };
    const verdict = judgeFields(parts, Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(verdict.violations).toHaveLength(50);
    expect(Object.values(contentOf(verdict).fields as object).every((value) => value === null)).toBe(true);
  });
});

describe('envelopes', () => {
  test.each([
    ['[]', 'not_an_object '],
    ['null', 'not_an_object '],
    ['{"version":1,"fields":{}}', 'envelope_missing /event'],
    ['{"event":"shop.viewed","fields":{}}', 'envelope_missing /version'],
    ['{"event":"shop.viewed","version":1}', 'envelope_missing /fields'],
    ['{"event":"shop.viewed","version":"1","fields":{}}', 'envelope_type /version'],
    ['{"event":"shop.viewed","version":1.5,"fields":{}}', 'envelope_type /version'],
    ['{"event":"shop.viewed","version":1,"fields":[]}', 'envelope_type /fields'],
    ['{"event":"shop.viewed","version":1,"fields":{},"event_id":"1"}', 'envelope_type /event_id'],
    ['{"event":"shop.viewed","version":1,"fields":{},"event_time":"today"}', 'envelope_type /event_time'],
    ['{"event":"shop.viewed","version":1,"fields":{},"client_time":1e300}', 'envelope_type /client_time'],
    ['{"event":"shop.viewed","version":1,"fields":{},"sample_rate":0}', 'envelope_type /sample_rate'],
    ['{"event":"shop.viewed","version":1,"fields":{},"langpack":"\\""}', 'envelope_type /langpack'],
    ['{"event":"shop.viewed","version":1,"fields":{},"a/b~":1}', 'envelope_unknown /a~1b~0'],
    [
      '{"event":"shop.viewed","version":1,"fields":{},"__proto__":{"event":"x"}}',
      'envelope_unknown /__proto__',
    ],
    ['{"event":"shop.viewed","version":1,"fields":{},"environment":"app"}', 'source_mismatch /environment'],
    ['{"event":"shop.viewed","version":1,"fields":{},"source":"app"}', 'source_mismatch /source'],
    ['{"event":"shop.vewed","version":1,"fields":{}}', 'unknown_event /event'],
    ['{"event":"__proto__","version":1,"fields":{}}', 'unknown_event /event'],
    ['{"event":"shop.viewed","version":2,"fields":{}}', 'unknown_version /version'],
  ])('%s', (text, fault) => {
    const verdict = judgeText(flagging, text);
    expect(verdict.outcome).toBe('quarantined');
    expect(faultsOf(verdict)).toContain(fault);
    expect(contentOf(verdict)._raw).toBe(text);
  });

  test('drafts, withdrawn versions and other environments', () => {
    expect(faultsOf(judgeFields({ ...shop, event: { status: 'draft' } }, {}))).toEqual([
      'unknown_event /event',
    ]);
    const versions = { '1': { status: 'withdrawn', since: '2025-01-01', reason: 'wrong' } } as const;
    expect(faultsOf(judgeFields({ ...shop, event: { versions } }, {}))).toEqual([
      'version_withdrawn /version',
    ]);
    expect(faultsOf(judgeFields({ ...shop, event: { environments: { app: {} } } }, {}))).toEqual([
      'event_not_in_environment /event',
    ]);
  });

  test('ahead of the snapshot: what a newer one may know', () => {
    const ahead = { sequence: 11 };
    const unknown = judgeFields(flagging, { price: 1 }, { ...ahead, version: 2 });
    expect(unknown).toMatchObject({ outcome: 'quarantined', aheadOfSnapshot: true });
    expect(faultsOf(unknown)).toEqual(['ahead_of_snapshot /sequence', 'unknown_version /version']);
    expect(judgeFields(flagging, { price: 1 }, { version: 2, sequence: 10 }).aheadOfSnapshot).toBe(false);
    expect(judgeFields(flagging, { price: 1, region: 'tver' }, ahead).aheadOfSnapshot).toBe(true);
    expect(judgeFields(flagging, { price: -1, region: 'tver' }, ahead)).toMatchObject({
      outcome: 'flagged',
      aheadOfSnapshot: false,
    });
    const narrowed: ExampleParts = { ...flagging, uses: { price: {}, region: { enum: ['moscow'] } } };
    expect(judgeFields(narrowed, { region: 'tver' }, ahead).aheadOfSnapshot).toBe(false);
  });
});

describe('hostile values', () => {
  const json: ExampleParts = { ...flagging, uses: { anything: {}, name: {} } };
  const wrap = (value: string): string =>
    `{"event":"shop.viewed","version":1,"fields":{"anything":${value}}}`;

  test('a million brackets', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    for (const text of [
      wrap(deep),
      `{"event":${deep}}`,
      `{"event":"shop.viewed","version":1,"fields":{"x":${deep}}}`,
    ]) {
      expect(judgeText(json, text).outcome).toBe('quarantined');
    }
    expect(faultsOf(judgeText(json, wrap(deep)))[0]).toMatch(/^too_deep \/fields\/anything\/0\/0/);
  });

  test('64 levels are enough, 65 too many', () => {
    const nested = (levels: number): string => wrap(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(judgeText(json, nested(62)).outcome).toBe('accepted');
    expect(judgeText(json, nested(63)).outcome).toBe('quarantined');
  });

  test('numbers that would be written as null are refused', () => {
    expect(faultsOf(judgeText(json, wrap('{"a":[1e999]}')))).toEqual(['type /fields/anything/a/0']);
    expect(contentOf(judgeText(json, wrap('[-1e999]'))).fields).toEqual({ anything: null });
    expect(faultsOf(judgeText(shop, '{"event":"shop.viewed","version":1,"fields":{"price":1e999}}'))).toEqual(
      ['type /fields/price'],
    );
  });

  test.each([
    ['{"name":"\\ud83d"}', '/fields/name'],
    ['{"anything":{"\\udc00":1}}', '/fields/anything/\ufffd'],
    ['{"\\ud800":1}', '/fields/\ufffd'],
  ])('half of a character in %s', (fields, pointer) => {
    for (const parts of [json, { ...json, contract: { open: true } }]) {
      const verdict = judgeText(parts, `{"event":"shop.viewed","version":1,"fields":${fields}}`);
      expect(verdict.outcome).toBe('quarantined');
      expect(faultsOf(verdict)[0]).toBe(`invalid_unicode ${pointer}`);
      expect(/\p{Surrogate}|[^\\](\\\\)*\\ud/u.test(verdict.content)).toBe(false);
    }
  });

  test('names of the prototype are fields like others', () => {
    const declared: ExampleParts = {
      fields: Object.fromEntries([
        ['constructor', { type: 'string' }],
        ['toString', { type: 'integer' }],
      ]),
      uses: Object.fromEntries([
        ['constructor', { required: true }],
        ['toString', {}],
      ]),
    };
    expect(faultsOf(judgeFields(declared, {}))).toEqual(['required /fields/constructor']);
    expect(judgeFields(declared, { constructor: 'x', toString: 1 }).outcome).toBe('accepted');
    const closed = judgeText(
      shop,
      '{"event":"shop.viewed","version":1,"fields":{"price":1,"__proto__":{},"constructor":1}}',
    );
    expect(faultsOf(closed)).toEqual([
      'unknown_field /fields/__proto__',
      'unknown_field /fields/constructor',
    ]);
  });

  test('what cannot be read is kept', () => {
    const judge = new Judge(exampleCatalog(shop), { sequence: 1 });
    const violation = { code: 'malformed_json', pointer: '', message: 'no JSON' } as const;
    expect(contentOf(judge.judgeUnreadable('{"a"\ud800', violation))).toEqual({
      _violations: [violation],
      _raw: '{"a"\ufffd',
    });
    expect(contentOf(judge.judgeUndecodable('/wA=', violation))).toEqual({
      _violations: [violation],
      _raw_base64: '/wA=',
    });
  });
});

test('a judge remembers what was judged lately, and makes ready ahead', () => {
  const judge = new Judge(exampleCatalog(shop), { sequence: 1 });
  const key = { environment: 'site', event: 'shop.viewed', version: 1, environmentVersion: undefined };
  expect(judge.known()).toEqual([]);
  expect(judge.prepare({ key, closely: false })).toBe(true);
  expect(judge.prepare({ key: { ...key, version: 7 }, closely: true })).toBe(false);
  expect(judge.known()).toEqual([{ key, closely: false }]);
  judge.beginPeriod();
  expect(judge.known()).toEqual([{ key, closely: false }]);
  judge.beginPeriod();
  expect(judge.known()).toEqual([]);
  judge.judge({ event: 'shop.viewed', version: 1, fields: { price: 1 } }, sender, () => '');
  expect(judge.known()).toEqual([{ key, closely: true }]);
});
