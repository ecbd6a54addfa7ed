import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContractPair } from '../event/contract-schema.js';
import { exampleCatalog, type ExampleParts } from '../event/example.test-helper.js';
import { payloadCases } from '../event/payload.test-helper.js';
import { eventSchema } from './event-schema.js';
import { indexFile, schemaFiles } from './schema-files.js';

/** As somebody else would: no format is known to it. */
function validator(parts: ExampleParts): (fields: unknown, more?: object) => boolean {
  const catalog = exampleCatalog(parts);
  const event = catalog.events.get('shop.viewed');
  const environment = catalog.environments.get('site');
  const contract = event?.contracts.get(1);
  if (event === undefined || environment === undefined || contract === undefined) throw new Error('no pair');
  const environmentContract = environment.contracts.get(environment.contracts.size);
  const pair: ContractPair = { event, contract, environment, environmentContract };
  const validate = new Ajv2020({ strictTypes: false, ownProperties: true }).compile(
    eventSchema(catalog, pair),
  );
  return (fields, more = {}) => validate({ event: 'shop.viewed', version: 1, fields, ...more });
}

test('what fits a contract fits its schema, and what breaks it does not', () => {
  fc.assert(
    fc.property(payloadCases, ({ fields, uses, payload, all }) => {
      const isTaken = validator({ fields, uses });
      expect(isTaken(payload)).toBe(true);
      for (const [name, { faults }] of Object.entries(all)) {
        for (const { value } of faults) {
          if (typeof value === 'number' && !Number.isFinite(value)) continue;
          expect([name, value, isTaken({ ...payload, [name]: value })]).toEqual([name, value, false]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  [
    'date',
    ['2024-02-29', '2000-02-29', '0004-02-29', '9999-12-31'],
    ['2023-02-29', '1900-02-29', '0000-01-01', '2025-04-31', '2025-1-01', '2025-01-01\n'],
  ],
  [
    'timestamp',
    [0, -1, '2025-11-22T23:59:60Z', '2024-02-29t01:02:03.5+23:59', '1700-01-01 00:00:00z'],
    [
      '2023-02-29T00:00:00Z',
      '2025-11-22T24:00:00Z',
      '2025-11-22T00:00:00',
      '1683-01-01T00:00:00Z',
      '2025-11-22T00:00:00Z\n',
      0.5,
    ],
  ],
  ['uuid', ['0192F3C4-7b1a-7d40-8c11-2b9f6a1d0e55'], ['0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55\n', 'x']],
] as const)('%s is spelled out', (type, right, wrong) => {
  const isTaken = validator({ fields: { a: { type } }, uses: { a: {} } });
  for (const a of right) expect([a, isTaken({ a })]).toEqual([a, true]);
  for (const a of wrong) expect([a, isTaken({ a })]).toEqual([a, false]);
});

test.each([
  [
    'email',
    ['a.b@example.com', `${'a'.repeat(64)}@b.cd`],
    ['a@b', 'a@@b.cd', `${'a'.repeat(65)}@b.cd`, `a@${'b.'.repeat(130)}cd`],
  ],
  ['ip', ['127.0.0.1', '::1', 'FE80::1:2', '::ffff:10.0.0.1'], ['256.0.0.1', ':::', '1.2.3.4\n']],
  ['uri', ['https://example.com/%20?q=[1]'], ['example.com', 'https://example.com/ ']],
] as const)('a text that is %s is spelled out', (format, right, wrong) => {
  const isTaken = validator({ fields: { a: { type: 'string' } }, uses: { a: { format } } });
  for (const a of right) expect([a, isTaken({ a })]).toEqual([a, true]);
  for (const a of wrong) expect([a, isTaken({ a })]).toEqual([a, false]);
});

test('an envelope that names other common fields than the schema is for is not taken', () => {
  const isTaken = validator({
    environmentContracts: [
      { version: 1, fields: {} },
      { version: 2, fields: {} },
    ],
  });
  expect(isTaken({})).toBe(true);
  expect(isTaken({}, { environment_version: 2 })).toBe(true);
  expect(isTaken({}, { environment_version: 1 })).toBe(false);
  expect(validator({})({}, { environment_version: 1 })).toBe(false);
  expect(validator({})({}, { version: 2 })).toBe(false);
});

test('the index names every schema, newest and deprecated ones as such; drafts and what was withdrawn have none', () => {
  const common = [1, 2].map((version) => ({ version, fields: {} }));
  const index = (parts: ExampleParts) => {
    const files = schemaFiles(exampleCatalog({ environmentContracts: common, ...parts }));
    const { schemas } = JSON.parse(files.get(indexFile) ?? '') as { schemas: { file: string }[] };
    expect([...files.keys()].sort()).toEqual([...schemas.map(({ file }) => file), indexFile].sort());
    return schemas;
  };
  expect(index({})).toEqual(
    [1, 2].map((version) => ({
      event: 'shop.viewed',
      version: 1,
      environment: 'site',
      environment_version: version,
      newest: version === 2,
      deprecated: false,
      file: `events/shop.viewed/1/site.${version}.json`,
    })),
  );
  expect(index({ event: { status: 'draft' } })).toEqual([]);
  const versions = { 1: { status: 'withdrawn', since: '2025-01-01', reason: 'wrong' } } as const;
  expect(index({ event: { versions } })).toEqual([]);
  const late = { 1: { status: 'deprecated', since: '2025-01-01', reason: 'old' } } as const;
  expect(index({ event: { versions: late } })).toMatchObject([{ deprecated: true }, { deprecated: true }]);
});
