import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { Judge } from '@eventbook/shared/event/judge';
import type { VersionReport } from '@eventbook/shared/import/report/import-report';
import { lossTable } from '@eventbook/shared/import/report/loss-table';
import { without } from '@eventbook/shared/import/without';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import type { ValidateFunction } from 'ajv';
import Draft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasIgluData, igluCatalog, type IgluCatalog } from '../support/iglu-catalog.js';
import { turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { renamedPayload } from './payloads/renamed-payload.js';
import { isSchema, type Schema } from './payloads/schema-parts.js';
import { singleFaults } from './payloads/single-faults.js';
import { validPayload } from './payloads/valid-payload.js';

/** So many of each for every schema. */
const perSchema = turns(20, 200);
const seed = 20_191_101;

interface Verdicts {
  readonly name: string;
  readonly version: VersionReport;
  readonly valid: number;
  readonly accepted: number;
  readonly invalid: number;
  readonly refused: number;
  /** The first payload on which the two disagree. */
  readonly disagreement: string | undefined;
}

// What passes the schema as it was published has to pass the contract, and what does not must not.
describe.skipIf(!hasIgluData)('the contracts of import iglu judge as the schemas do', () => {
  let iglu: IgluCatalog;
  const verdicts: Verdicts[] = [];

  beforeAll(async () => {
    iglu = await igluCatalog();
    const { catalog } = parseCatalog((await readCatalogFolder(iglu.catalog)).files);
    const judge = new Judge(catalog, { sequence: 0 });
    for (const { event, versions } of iglu.report.events) {
      for (const version of versions) verdicts.push(verdictsOn(event, version, iglu.registry, judge));
    }
    print(verdicts, iglu, catalog);
  }, 600_000);

  test(`every schema was tried with ${perSchema} valid payloads and ${perSchema} single faults`, () => {
    expect(verdicts).toHaveLength(660);
    const few = verdicts.filter(({ valid, invalid }) => valid < perSchema || invalid < perSchema);
    // Three schemas say nothing at all, so nothing is wrong by them.
    expect(few.map(({ name, valid, invalid }) => `${name}: ${valid} and ${invalid}`)).toEqual(
      ['a', 'b', 'c'].map(
        (which) => `com.snowplowanalytics.iglu.anything_${which} 1-0-0: ${perSchema} and 0`,
      ),
    );
  });

  test('of schemas that came over exactly, at least 99 of 100 valid payloads are accepted', () => {
    expect(average(verdicts.filter(isExact), 'accepted')).toBeGreaterThanOrEqual(0.99);
  });

  test('of schemas that came over exactly, at least 99 of 100 faults are refused', () => {
    expect(average(verdicts.filter(isExact), 'refused')).toBeGreaterThanOrEqual(0.99);
  });

  test('of the payloads that were made, there is none on which an exact contract and its schema disagree', () => {
    const found = verdicts.filter((one) => isExact(one) && one.disagreement !== undefined);
    expect(found.map(({ name, disagreement }) => `${name}: ${disagreement}`)).toEqual([]);
  });

  test('a schema that was loosened refuses nothing that was valid', () => {
    const loosened = verdicts.filter(
      ({ version }) =>
        version.losses.length > 0 && version.losses.every(({ effect }) => effect !== 'narrowed'),
    );
    expect(average(loosened, 'accepted')).toBeGreaterThanOrEqual(0.99);
  });
});

function verdictsOn(event: string, version: VersionReport, registry: string, judge: Judge): Verdicts {
  const schema = JSON.parse(readFileSync(join(registry, version.file), 'utf8')) as Schema;
  const original = compiled(schema);
  const random = new Random(seed);
  const valid: unknown[] = [];
  for (let tries = 0; valid.length < perSchema && tries < perSchema * 200; tries += 1) {
    const payload = validPayload(schema, random);
    if (original(payload)) valid.push(payload);
  }
  const complaint = (payload: unknown): string | undefined => {
    const [error] = original(payload) ? [] : (original.errors ?? []);
    return error === undefined ? undefined : `${error.keyword} ${error.schemaPath}`;
  };
  const invalid = singleFaults(schema, valid, complaint, perSchema, random);
  const isAccepted = (payload: unknown): boolean => {
    const fields = renamedPayload(payload, version.names);
    const envelope = { event, version: version.contract, fields };
    const sender = { environment: 'imported', source: 'imported/main' };
    return judge.judge(envelope, sender, () => JSON.stringify(envelope)).outcome === 'accepted';
  };
  const refusedValid = valid.filter((payload) => !isAccepted(payload));
  const acceptedFaults = invalid.filter(isAccepted);
  const [wrong] = [...refusedValid, ...acceptedFaults];
  return {
    name: `${event} ${version.label}`,
    version,
    valid: valid.length,
    accepted: valid.length - refusedValid.length,
    invalid: invalid.length,
    refused: invalid.length - acceptedFaults.length,
    disagreement:
      wrong === undefined
        ? undefined
        : `${refusedValid.length > 0 ? 'refused' : 'accepted'} ${JSON.stringify(wrong).slice(0, 300)}`,
  };
}

/** The schema as ajv reads draft 4, which is what `self-desc` builds on; patterns that the flag u forbids without it. */
function compiled(schema: Schema): ValidateFunction {
  const bare = without(schema, '$schema', 'self');
  const attempt = (unicodeRegExp: boolean): ValidateFunction => {
    const ajv = new Draft4.default({ strict: false, logger: false, unicodeRegExp, schemaId: 'id' });
    addFormats.default(ajv);
    return ajv.compile(withoutForeignReferences(bare) as object);
  };
  try {
    return attempt(true);
  } catch {
    return attempt(false);
  }
}

/** A reference to another host's schema cannot be followed here; both sides judge without it. */
function withoutForeignReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutForeignReferences);
  if (!isSchema(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => key !== '$ref' || String(inner).startsWith('#'),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutForeignReferences(inner)]));
}

function isExact({ version }: Verdicts): boolean {
  return version.exact;
}

function average(all: readonly Verdicts[], what: 'accepted' | 'refused'): number {
  const tried = what === 'accepted' ? 'valid' : 'invalid';
  const shares = all.filter((each) => each[tried] > 0).map((each) => each[what] / each[tried]);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function print(verdicts: readonly Verdicts[], { report }: IgluCatalog, catalog: Catalog): void {
  const percent = (share: number): string => (Number.isNaN(share) ? '' : `${(share * 100).toFixed(2)} %`);
  const exact = verdicts.filter(isExact);
  const lossy = verdicts.filter((one) => !isExact(one));
  const line = (name: string, some: readonly Verdicts[]): string =>
    `| ${name} | ${some.length} | ${percent(average(some, 'accepted'))} | ${percent(average(some, 'refused'))} | ${some.filter(({ disagreement }) => disagreement !== undefined).length} |`;
  const rows = lossTable(report).map(({ effect, keyword, schemas, alone }) => {
    const only = lossy.filter(({ version }) => version.losses.every((loss) => loss.keyword === keyword));
    return `| ${keyword} | ${effect} | ${schemas} | ${alone} | ${percent(average(only, 'refused'))} |`;
  });
  console.log(
    [
      `import iglu: ${report.sums.schemas} schemas, ${catalog.events.size} events; ${perSchema} valid payloads and ${perSchema} single faults each, seed ${seed}`,
      '| schemas | count | valid accepted | invalid refused | with any disagreement |',
      '|---|---|---|---|---|',
      line('that came over exactly', exact),
      line('of which something was lost', lossy),
      '',
      '| lost | effect | schemas | alone | invalid refused, where alone |',
      '|---|---|---|---|---|',
      ...rows,
      ...verdicts.flatMap(({ name, version, accepted, valid, disagreement }) =>
        disagreement === undefined || (!version.exact && accepted === valid)
          ? []
          : [`${name}: ${disagreement}`],
      ),
    ].join('\n'),
  );
}
