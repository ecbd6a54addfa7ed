import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import type { Catalog, Event } from '@eventbook/shared/catalog/model';
import { examplePayload } from '@eventbook/shared/event/example-payload';
import { Judge } from '@eventbook/shared/event/judge';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import type { SchemaEntry } from '@eventbook/shared/schema-export/schema-files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAll } from '@eventbook/shared/node/write-all';
import { isSchema } from '../import/payloads/schema-parts.js';
import { singleFaults } from '../import/payloads/single-faults.js';
import { kitchenSinkFiles } from '../support/kitchen-sink.js';
import { turns } from '../support/long-run.js';
import { pythonEnvironment } from '../support/python-environment.js';
import { Random } from '../support/random.js';
import { runCommand } from '../support/run-command.js';

const perSchema = turns(25, 400);
const seed = Number(process.env['EVENTBOOK_SEED'] ?? 20_261_125);
const script = fileURLToPath(new URL('./validate.py', import.meta.url));

let python: string;
let scratch: string;
beforeAll(() => {
  python = pythonEnvironment('jsonschema-4.25.1', ['jsonschema==4.25.1']);
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-schemas-'));
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function eventbook(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommand('eventbook', args);
  expect(status, stderr).toBe(0);
  return stdout;
}

test.each(['template', 'kitchen sink'])(
  'Python takes and refuses by the schemas of the %s what the judge does',
  async (name) => {
    const book = join(scratch, `${name} book`);
    if (name === 'template') await eventbook('init', book);
    else await writeAll(book, kitchenSinkFiles());
    const out = join(scratch, `${name} schemas`);
    await eventbook('schema', 'export', out, '--catalog', book);

    const { catalog } = parseCatalog((await readCatalogFolder(book)).files);
    const judge = new Judge(catalog, { sequence: 0 });
    const random = new Random(seed);
    const { schemas } = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')) as {
      schemas: SchemaEntry[];
    };
    const cases = schemas.map((entry) => {
      const schema: unknown = JSON.parse(readFileSync(join(out, entry.file), 'utf8'));
      const complaint = complaintOf(judge, entry);
      const right = rightEnvelopes(catalog, entry, random).filter((each) => complaint(each) === undefined);
      const wrong = singleFaults(isSchema(schema) ? schema : {}, right, complaint, perSchema, random);
      return { entry, right, wrong };
    });
    const asked = cases.map(({ entry, right, wrong }) =>
      JSON.stringify({ schema: join(out, entry.file), payloads: [...right, ...wrong] }),
    );
    const { stdout, stderr, status } = spawnSync(python, [script], {
      input: `${asked.join('\n')}\n`,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as boolean[]);
    expect(answers).toHaveLength(cases.length);
    const differing = cases.flatMap(({ entry, right, wrong }, index) =>
      [...right, ...wrong]
        .map((envelope, place) => ({
          envelope,
          taken: answers[index]?.[place],
          wanted: place < right.length,
        }))
        .filter(({ taken, wanted }) => taken !== wanted)
        .map((found) => `${entry.file}: ${JSON.stringify(found)}`),
    );
    expect(differing, `seed ${seed}`).toEqual([]);
    for (const { entry, right, wrong } of cases) {
      expect([entry.file, right.length > 0, wrong.length]).toEqual([entry.file, true, perSchema]);
    }
  },
  300_000,
);

/** The first thing that the judge has against an envelope. */
function complaintOf(judge: Judge, { environment }: SchemaEntry): (envelope: unknown) => string | undefined {
  return (envelope) => {
    const sender = { environment, source: `${environment}/test` };
    const [first] = judge.judge(envelope, sender, () => JSON.stringify(envelope)).violations;
    return first === undefined ? undefined : `${first.code} ${first.pointer}`;
  };
}

/** Envelopes with some of the fields that may be left out. */
function rightEnvelopes(catalog: Catalog, entry: SchemaEntry, random: Random): unknown[] {
  const event = catalog.events.get(entry.event) as Event;
  const contract = event.contracts.get(entry.version);
  const environment = catalog.environments.get(entry.environment);
  const common = environment?.contracts.get(entry.environment_version ?? 0);
  if (contract === undefined || environment === undefined) throw new Error(`${entry.file} is of no contract`);
  const only = { ...environment, contracts: new Map(common === undefined ? [] : [[common.version, common]]) };
  const { envelope } = examplePayload(catalog, event, contract, only);
  const fields = Object.entries(envelope['fields'] as object);
  const mayGo = (name: string) =>
    contract.fields[name]?.required !== true && common?.fields[name]?.required !== true;
  return Array.from({ length: perSchema }, () => ({
    ...envelope,
    event_id: random.uuid(Date.now()),
    ...(entry.environment_version === undefined ? {} : { environment_version: entry.environment_version }),
    fields: Object.fromEntries(fields.filter(([name]) => !mayGo(name) || random.next() < 0.7)),
  }));
}
