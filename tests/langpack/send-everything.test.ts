import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { conformanceOf } from '@eventbook/shared/langpack/conformance/conformance';
import { generateLangpack, type Generator } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector } from '../support/collector.js';
import { kitchenSink, kitchenSinkFiles } from '../support/kitchen-sink.js';
import { runCommand } from '../support/run-command.js';
import { filesOf, listed, readManifests } from '../support/warehouse.js';
import { languagesUnderTest } from './languages/languages.js';
import { writeFiles } from './write-files.js';

const environment = 'kitchen-backend';
const writeKey = 'eb_kitchen_backend';
const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 1 };
const { cases, refused } = conformanceOf(kitchenSink(), environment);

interface Answer {
  readonly accepted: number;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly outcome: string }[];
}

/** What of a row follows from the event alone. */
const ofTheEvent = /^(?!_)|^_event_(?:id|time|version)$|^_environment_version$/u;

let folder: string;
let expected: ReadonlyMap<unknown, object>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-send-'));
  await writeFiles(join(folder, 'catalog'), kitchenSinkFiles());
  // The same envelopes by a road on which no langpack is.
  expected = await storedBy('conformance', async (url) => {
    const body = cases.map(({ envelope }) => JSON.stringify(envelope)).join('\n');
    const headers = { Authorization: `Bearer ${writeKey}`, 'Content-Type': 'application/x-ndjson' };
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ accepted: cases.length });
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The rows that a collector wrote of what was sent to it, by their `event_id`. */
async function storedBy(
  name: string,
  send: (url: string) => Promise<void>,
): Promise<ReadonlyMap<unknown, object>> {
  const data = join(folder, name, 'data');
  const collector = await startCollector({ catalog: join(folder, 'catalog'), data });
  await send(collector.url).finally(() => collector.stop());
  const { status, stderr } = await runCommand('eventbook-collector', ['seal', '--data', data]);
  if (status !== 0) throw new Error(stderr);
  const warehouse = join(data, 'warehouse');
  const { tables } = filesOf(warehouse, await readManifests(warehouse));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = new Map<unknown, object>();
  for (const files of tables.values()) {
    const reader = await connection.runAndReadAll(
      `SELECT * FROM read_parquet([${listed(files)}], union_by_name = true, hive_partitioning = false)`,
    );
    for (const row of reader.getRowObjectsJson()) {
      const own = Object.entries(row).filter(([column]) => ofTheEvent.test(column));
      rows.set(row['_event_id'], Object.fromEntries(own));
    }
  }
  return rows;
}

async function generate(language: Generator['language']): Promise<ReadonlyMap<string, string>> {
  const generator = generators.find((one) => one.language === language);
  if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
  return generateLangpack(generator, kitchenSink(), environment, await readRuntime(generator), release);
}

test('a collector judges the cases as they are meant: all that must be built, and nothing that must not', async () => {
  const collector = await startCollector({
    catalog: join(folder, 'catalog'),
    data: join(folder, 'validate', 'data'),
  });
  const validate = async (envelope: object): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${writeKey}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify(envelope);
    return (
      await fetch(`${collector.url}/v1/validate`, { method: 'POST', headers, body })
    ).json() as Promise<Answer>;
  };
  try {
    for (const { name, envelope } of cases)
      expect([name, await validate(envelope)]).toMatchObject([name, { accepted: 1 }]);
    for (const { event, version, field, value, code } of refused) {
      const full = cases.find((one) => one.event === event && one.version === version)?.envelope;
      const answer = await validate({ ...full, fields: { ...full?.fields, [field]: value } });
      const of = `${event} ${version} ${field} ${JSON.stringify(value).slice(0, 60)}`;
      const codes = answer.errors.filter(({ pointer }) => pointer.startsWith(`/fields/${field}`));
      expect([of, answer.accepted, codes.map((one) => [one.code, one.outcome])]).toEqual([
        of,
        0,
        expect.arrayContaining([[code, 'quarantined']]),
      ]);
    }
  } finally {
    await collector.stop();
  }
});

test.each(languagesUnderTest.map((one) => [one.language, one] as const))(
  '%s sends every case, and the Parquet holds exactly what was set and what was not',
  async (language, tools) => {
    expect(expected.size).toBe(cases.length);
    const taken = await tools.takeUp(await generate(language), join(folder, language));
    const stored = await storedBy(language, async (url) => {
      const env = { EVENTBOOK_COLLECTORS: url, EVENTBOOK_WRITE_KEY: writeKey };
      const { succeeded, output } = await taken.run(tools.sendEverything, env);
      expect([output, succeeded]).toEqual(['', true]);
    });
    expect(stored).toEqual(expected);
  },
);
