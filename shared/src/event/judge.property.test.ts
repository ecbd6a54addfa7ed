import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contractSchema } from './contract-schema.js';
import { contentOf, exampleCatalog, faultsOf, judgeText } from './example.test-helper.js';
import { payloadCases, type PayloadCase } from './payload.test-helper.js';
import { parseTimestamp } from './timestamp.js';

const metaSchema = new Ajv2020({ strict: false });

function envelope(fields: object): string {
  // Infinity, as a sender writes it: a number that no double holds.
  const text = JSON.stringify(fields, (_, value: unknown) =>
    value === Infinity ? '<infinity>' : value === -Infinity ? '<-infinity>' : value,
  );
  const written = text.replaceAll('"<infinity>"', '1e999').replaceAll('"<-infinity>"', '-1e999');
  return `{"event":"shop.viewed","version":1,"fields":${written}}`;
}

/** What the judge promises to store: times as microseconds, UUIDs in lower case, all else as JSON reads it. */
function storedForm({ all, payload }: PayloadCase): unknown {
  const time = (value: unknown): unknown => (typeof value === 'string' ? parseTimestamp(value) : value);
  const entries = Object.entries(payload).map(([name, value]) => {
    const declaration = all[name]?.declaration;
    if (declaration?.type === 'timestamp') return [name, time(value)];
    if (declaration?.type !== 'object' || value === null) return [name, value];
    const box = value as { id: string; at?: unknown };
    return [name, 'at' in box ? { ...box, at: time(box.at) } : box];
  });
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as unknown;
}

test('a payload that fits is accepted, and what is stored is what was judged', () => {
  fc.assert(
    fc.property(payloadCases, (one) => {
      const verdict = judgeText(one, envelope(one.payload));
      expect(verdict.violations).toEqual([]);
      expect(verdict.outcome).toBe('accepted');
      expect(contentOf(verdict)).toEqual({ event: 'shop.viewed', version: 1, fields: storedForm(one) });
    }),
    { numRuns: 150 },
  );
});

test('a single fault is found, named and pointed at, and under `flag` costs that field alone', () => {
  fc.assert(
    fc.property(payloadCases, fc.nat(), fc.nat(), (one, field, fault) => {
      const names = Object.keys(one.all).filter((name) => (one.all[name]?.faults.length ?? 0) > 0);
      fc.pre(names.length > 0);
      const name = names[field % names.length] ?? '';
      const faults = one.all[name]?.faults ?? [];
      const chosen = faults[fault % faults.length];
      const broken = { ...one.payload, [name]: chosen?.value };
      const verdict = judgeText({ ...one, environment: { on_invalid: 'flag' } }, envelope(broken));
      expect(faultsOf(verdict)).toEqual([`${chosen?.code} /fields/${name}${chosen?.below ?? ''}`]);
      expect(verdict.outcome).toBe('flagged');
      expect(contentOf(verdict)).toMatchObject({
        fields: {
          ...(storedForm({ ...one, payload: { ...one.payload, [name]: null } }) as object),
          [name]: null,
        },
        _raw: envelope(broken),
      });
    }),
    { numRuns: 150 },
  );
});

test('what is required and missing, what is null, what is unknown', () => {
  fc.assert(
    fc.property(payloadCases, (one) => {
      for (const [name, { use, declaration }] of Object.entries(one.all)) {
        const rest = Object.fromEntries(Object.entries(one.payload).filter(([key]) => key !== name));
        const missing = one.uses[name]?.required === true ? [`required /fields/${name}`] : [];
        expect(faultsOf(judgeText(one, envelope(rest)))).toEqual(missing);
        const mayBeNull = use.nullable === true || declaration.type === 'json';
        const nulled = judgeText(one, envelope({ ...one.payload, [name]: null }));
        expect(faultsOf(nulled)).toEqual(mayBeNull ? [] : [`not_null /fields/${name}`]);
      }
      const unknown = judgeText(one, envelope({ ...one.payload, not_in_the_book: 1 }));
      expect(faultsOf(unknown)).toEqual(['unknown_field /fields/not_in_the_book']);
    }),
    { numRuns: 40 },
  );
});

test('contract schemas are schemas of the draft they are written in', () => {
  fc.assert(
    fc.property(payloadCases, (one) => {
      const catalog = exampleCatalog(one);
      const event = catalog.events.get('shop.viewed');
      const environment = catalog.environments.get('site');
      const contract = event?.contracts.get(1);
      if (event === undefined || environment === undefined || contract === undefined)
        throw new Error('no example');
      const schema = contractSchema(catalog, {
        event,
        contract,
        environment,
        environmentContract: undefined,
      });
      expect(metaSchema.validateSchema(schema)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
