import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { ContractCompiler } from './contract-validator.js';
import { exampleCatalog } from './example.test-helper.js';
import { examplePayload } from './example-payload.js';
import { payloadCases } from './payload.test-helper.js';

/** Of every event, version and environment: whether the example passes, where it claims to. */
function verdicts(catalog: Catalog): boolean[] {
  const compiler = new ContractCompiler(catalog);
  const passed: boolean[] = [];
  for (const event of catalog.events.values()) {
    for (const contract of event.contracts.values()) {
      for (const name of Object.keys(event.card.environments)) {
        const environment = catalog.environments.get(name);
        if (environment === undefined) continue;
        const environmentContract = [...environment.contracts.values()].at(-1);
        const { envelope, unmet } = examplePayload(catalog, event, contract, environment);
        if (unmet.length > 0) continue;
        const validator = compiler.compile({ event, contract, environment, environmentContract });
        passed.push(validator.validate(envelope['fields']));
      }
    }
  }
  return passed;
}

test('the examples of the template pass its contracts, all of them', async () => {
  const { files } = await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'));
  const passed = verdicts(parseCatalog(files).catalog);
  expect(passed.length).toBeGreaterThan(20);
  expect(passed.filter((one) => !one)).toEqual([]);
});

test('an example passes its contract, whatever the types and narrowings, or says where it might not', () => {
  fc.assert(
    fc.property(payloadCases, ({ fields, uses }) => {
      expect(verdicts(exampleCatalog({ fields, uses }))).not.toContain(false);
    }),
    { numRuns: 200 },
  );
});

test('a pattern that nothing fits is owned up to', () => {
  const catalog = exampleCatalog({
    fields: { odd: { type: 'string' } },
    uses: { odd: { pattern: '^qqq[xyz]{7}$' } },
  });
  const event = catalog.events.get('shop.viewed');
  const contract = event?.contracts.get(1);
  if (event === undefined || contract === undefined) throw new Error('the example has both');
  expect(examplePayload(catalog, event, contract).unmet).toEqual(['odd']);
});
