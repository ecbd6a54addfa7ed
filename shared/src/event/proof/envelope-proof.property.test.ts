import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleCatalog, sender, type ExampleParts } from '../example.test-helper.js';
import { Judge } from '../judge.js';
import { payloadCases } from '../payload.test-helper.js';
import { viewOf } from './known-text.js';

const decode = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

/** A judge that knows the contract, and what its proof makes of a text; undefined where it proves nothing. */
function proven(parts: ExampleParts, text: string): { id: string | undefined; content: string } | undefined {
  const judge = new Judge(exampleCatalog(parts), { sequence: 10 });
  for (const environmentVersion of [undefined, 1, 2]) {
    judge.prepare({
      key: { environment: 'site', event: 'shop.viewed', version: 1, environmentVersion },
      closely: false,
    });
  }
  const proof = judge.proofs('site', decode);
  // Something stands before and behind, as in a body.
  const bytes = Buffer.from(`]${text}\n{"event":`);
  const end = bytes.length - 10;
  if (!proof.prove(bytes, viewOf(bytes), 1, end) || proof.end !== end) return undefined;
  const { idStart, headStart, headEnd, restStart } = proof;
  return {
    id: idStart === -1 ? undefined : decode(bytes, idStart, idStart + 36).toLowerCase(),
    content: decode(bytes, headStart, headEnd) + decode(bytes, restStart, end),
  };
}

/** What is proven is accepted by the judge, which stores and hashes the very same. */
function mustAgree(parts: ExampleParts, text: string): boolean {
  const found = proven(parts, text);
  if (found === undefined) return false;
  const judge = new Judge(exampleCatalog(parts), { sequence: 10 });
  const verdict = judge.judge(JSON.parse(text), sender, () => text);
  expect(verdict.violations, text).toEqual([]);
  expect(verdict).toMatchObject({ outcome: 'accepted', table: 'shop.viewed', eventId: found.id });
  expect(found.content).toBe(`${verdict.content}}`);
  expect(verdict.said).toBe(verdict.content);
  return true;
}

const time = fc.oneof(fc.maxSafeInteger(), fc.nat(), fc.constant('2026-11-23T07:00:00Z'));
const members = fc.record(
  {
    event_id: fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.constant('no'),
    ),
    event_time: time,
    client_time: time,
    environment_version: fc.integer({ min: 0, max: 3 }),
    langpack: fc.constantFrom('typescript/0.1.17', 'php/0.1.2', 'ü', ''),
    sequence: fc.oneof(fc.nat(), fc.constant(-1), fc.constant(1.5)),
    sample_rate: fc.constantFrom(1, 0.25, 0, 1.5, 0.0000001),
  },
  { requiredKeys: [] },
);

/** Envelopes as senders write them, their payloads fitting. */
const sent = fc.tuple(payloadCases, members).map(([one, more]) => {
  const { event_id, ...rest } = more;
  const id = event_id === undefined ? {} : { event_id };
  return {
    one,
    text: JSON.stringify({ event: 'shop.viewed', version: 1, ...id, ...rest, fields: one.payload }),
  };
});

/** Other spellings, other values, broken text: one place of it is changed. */
const spoiled = fc
  .tuple(
    sent,
    fc.nat(),
    fc.constantFrom(...['0', '-', '.', 'e1', ' ', '"', '\\', '\\n', '\\u0041', '\\ud800', '\\/', ',']),
    fc.nat(3),
  )
  .map(([{ one, text }, place, put, cut]) => {
    const at = place % text.length;
    return { one, text: text.slice(0, at) + put + text.slice(at + cut) };
  });

describe('a proof says only what the judge says', () => {
  test('of envelopes that fit, most of which it proves', () => {
    let count = 0;
    let proofs = 0;
    fc.assert(
      fc.property(payloadCases, fc.uuid(), fc.nat(), (one, event_id, event_time) => {
        const { payload } = one;
        const text = JSON.stringify({
          event: 'shop.viewed',
          version: 1,
          event_id,
          event_time,
          fields: payload,
        });
        count += 1;
        if (mustAgree(one, text)) proofs += 1;
      }),
      { numRuns: 200 },
    );
    // The others hold RFC 3339 times, numbers with exponents, or names that no proof is made for.
    expect(proofs / count).toBeGreaterThan(0.4);
  });

  test('of every member of an envelope, right or wrong, in any order', () => {
    fc.assert(
      fc.property(
        sent,
        fc.shuffledSubarray(['event_id', 'event', 'sequence', 'fields']),
        ({ one, text }, first) => {
          mustAgree(one, text);
          const envelope = JSON.parse(text) as Record<string, unknown>;
          const order = [...first, ...Object.keys(envelope)].filter((key) => key in envelope);
          mustAgree(one, JSON.stringify(Object.fromEntries(order.map((key) => [key, envelope[key]]))));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('of texts that were spoiled in one place', () => {
    fc.assert(
      fc.property(spoiled, ({ one, text }) => {
        mustAgree(one, text);
      }),
      { numRuns: 500 },
    );
  });

  test('of payloads that lack a field, hold a null, or a value that another field would take', () => {
    fc.assert(
      fc.property(payloadCases, payloadCases, (one, other) => {
        const values = [null, ...Object.values(other.payload)];
        for (const [index, name] of Object.keys(one.payload).entries()) {
          const rest = Object.fromEntries(Object.entries(one.payload).filter(([key]) => key !== name));
          const changed = { ...one.payload, [name]: values[index % values.length] };
          for (const fields of [rest, changed]) {
            mustAgree(one, JSON.stringify({ event: 'shop.viewed', version: 1, fields }));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of keys that stand twice', () => {
    fc.assert(
      fc.property(payloadCases, fc.nat(), (one, pick) => {
        const entries = Object.entries(one.payload);
        fc.pre(entries.length > 0);
        const [name, value] = entries[pick % entries.length] ?? ['', ''];
        const fields = JSON.stringify(one.payload);
        const twice = `{${JSON.stringify(name)}:${JSON.stringify(value)},${fields.slice(1)}`;
        expect(proven(one, `{"event":"shop.viewed","version":1,"fields":${twice}}`)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

describe('spellings', () => {
  const parts: ExampleParts = {
    fields: {
      n: { type: 'number', title: '', owner: 'shop' },
      i: { type: 'integer', title: '', owner: 'shop' },
      s: { type: 'string', title: '', owner: 'shop' },
      j: { type: 'json', title: '', owner: 'shop' },
      u: { type: 'uuid', title: '', owner: 'shop' },
      t: { type: 'timestamp', title: '', owner: 'shop' },
    },
    uses: { n: {}, i: { nullable: true }, s: {}, j: {}, u: {}, t: {} },
  };
  const envelope = (fields: string): string => `{"event":"shop.viewed","version":1,"fields":{${fields}}}`;

  test.each([
    '"n":0',
    '"n":-0.5',
    '"n":0.000001',
    '"n":12345.6789',
    '"n":123456789012345',
    '"i":null',
    '"i":-8999999999999999',
    '"s":"\\"\\\\\\b\\f\\n\\r\\t ✓ 🐟 / \u007f"',
    '"j":{"a":[1,{"b":null}],"c":"","ab":true,"__proto__":[]}',
    '"j":[]',
    '"j":{}',
    '"u":"0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55"',
    '"t":1763850000123456',
    '"s":"","n":1',
    '',
  ])('%s is proven', (fields) => {
    expect(mustAgree(parts, envelope(fields))).toBe(true);
  });

  test.each([
    '"n":-0',
    '"n":1.0',
    '"n":01',
    '"n":1e3',
    '"n":0.0000001',
    '"n":1.2345678901234567',
    '"n":.5',
    '"n":5.',
    '"i":9007199254740993',
    '"i":9007199254740991',
    '"i":1.0',
    '"i":12345678901234567',
    '"u":"0192F3C4-7b1a-7d40-8c11-2b9f6a1d0e55"',
    '"t":"2026-11-23T07:00:00Z"',
    '"i":true',
    '"s":"\\u0041"',
    '"s":"\\/"',
    '"s":"\\ud800"',
    '"s":"a\nb"',
    '"s":null',
    '"j":{"a":1,"a":2}',
    '"j":{"1":1}',
    '"j":[1,]',
    '"j":[,1]',
    '"j":{"a":}',
    '"j":1e400',
    `"j":${'['.repeat(70)}${']'.repeat(70)}`,
    '"x":1',
    '"s" :1',
    '"s":"a",',
  ])('%s is left to the judge', (fields) => {
    expect(proven(parts, envelope(fields))).toBeUndefined();
  });
});
