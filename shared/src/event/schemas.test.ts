import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentSchema, statementSchema } from '../snapshot/schemas.js';
import { manifestSchema } from '../warehouse/manifest-schema.js';
import { envelopeKeys } from './envelope.js';
import { type ExampleParts, exampleCatalog, sender } from './example.test-helper.js';
import { formats } from './formats.js';
import { Judge } from './judge.js';
import { envelopeSchema, storedEventSchema } from './schemas.js';

const ajv = new Ajv2020({ allowUnionTypes: true, formats });
const isEnvelope = ajv.compile(envelopeSchema);
const isStored = ajv.compile(storedEventSchema);

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    'shop.viewed',
    1,
    0,
    -1,
    0.5,
    2 ** 53,
    'go/0.1.2',
    'a b',
    'site',
    'web',
    null,
    {},
    [],
  ),
  fc.constantFrom<unknown>(
    '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55',
    '2025-11-22T23:00:00Z',
    '2025-02-30T00:00:00Z',
  ),
  fc.jsonValue({ maxDepth: 1 }),
);
const envelopes = fc
  .record(Object.fromEntries(envelopeKeys.map((key) => [key, anything])), { requiredKeys: [] })
  .chain((some) =>
    fc.constantFrom(
      { ...some },
      { event: 'shop.viewed', version: 1, fields: {}, ...some },
      { ...some, more: 1 },
    ),
  );

const policies: readonly ExampleParts[] = [
  {},
  { environment: { on_invalid: 'flag' }, fields: { a: { type: 'json' } }, uses: { a: { required: true } } },
  { contract: { open: true } },
];

test('the schema of envelopes allows what the judge reads, and what is stored is a stored event', () => {
  const judges = policies.map((parts) => new Judge(exampleCatalog(parts), { sequence: 1 }));
  fc.assert(
    fc.property(envelopes, fc.constantFrom(...judges), (envelope, judge) => {
      const verdict = judge.judge(envelope, sender, () => JSON.stringify(envelope));
      const isRead = !verdict.violations.some(({ code }) => code.startsWith('envelope_'));
      expect(isEnvelope(envelope)).toBe(isRead);
      const head =
        '"event_id":"0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55","_position":"0:1","_received_at":1,' +
        `"_outcome":"${verdict.outcome}","_environment":"site","_source":"site/web",` +
        `"_snapshot":"${'0'.repeat(64)}","_collector":"one"`;
      const line: unknown = JSON.parse(`{${head},${verdict.content}}`);
      isStored(line);
      expect(isStored.errors).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('every schema is one of the draft', () => {
  for (const schema of [envelopeSchema, storedEventSchema, contentSchema, statementSchema, manifestSchema]) {
    expect(ajv.validateSchema(schema)).toBe(true);
  }
});
