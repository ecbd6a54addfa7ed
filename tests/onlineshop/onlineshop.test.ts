import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { filesOf, listed, readManifests } from '../support/warehouse.js';
import { runCommand } from '../support/run-command.js';

const rows = fileURLToPath(new URL('../../../shared/data/simple-onlineshop.csv.gz', import.meta.url));
const book = fileURLToPath(new URL('../fixtures/onlineshop-catalog', import.meta.url));

// Real visitors of a real shop; the file is not ours to commit, so it is read where it lies beside the project.
describe.skipIf(!existsSync(rows))('onlineshop: 32,283 real actions', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'eventbook-onlineshop-'));
  const catalog = join(scratch, 'book');
  const data = join(scratch, 'data');
  let collector: Collector;
  let key: string;

  beforeAll(async () => {
    cpSync(book, catalog, { recursive: true });
    const created = await runCommand('eventbook', [
      'source',
      'key',
      'create',
      'site/web',
      '--catalog',
      catalog,
      '--format',
      'json',
    ]);
    key = (JSON.parse(created.stdout) as { key: string }).key;
    collector = await startCollector({ catalog, data });
  });

  afterAll(async () => {
    await collector.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function send(): Promise<Record<string, unknown>> {
    const columns = ['--event-column', 'event', '--time-column', 'timestamp', '--catalog', catalog];
    const args = ['send', rows, ...columns, '--to', collector.url, '--key', key, '--format', 'json'];
    const { status, stdout, stderr } = await runCommand('eventbook', args);
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async function seal(): Promise<void> {
    const sealed = await runCommand('eventbook-collector', ['seal', '--data', data]);
    expect(sealed.status, sealed.stderr).toBe(0);
    const reconciled = await runCommand('eventbook-collector', ['reconcile', '--data', data]);
    expect(reconciled.status, reconciled.stdout).toBe(0);
  }

  /** The rows of the file and those of the warehouse, each as text, that are not on the other side as often. */
  async function difference(): Promise<{ read: number; stored: number; missing: number; surplus: number }> {
    const warehouse = join(data, 'warehouse');
    const files = [...filesOf(warehouse, await readManifests(warehouse)).tables.values()].flat();
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`
      CREATE TABLE sent AS SELECT event, user_id, "timestamp" AS at FROM read_csv('${rows}', columns = {
        'user_id': 'BIGINT', 'event': 'VARCHAR', 'timestamp': 'TIMESTAMP'}, header = true);
      CREATE TABLE kept AS SELECT regexp_extract(filename, 'events/([^/]+)/', 1) AS event, user_id, _event_time AS at
        FROM read_parquet([${listed(files)}], filename = true, union_by_name = true)`);
    const result = await connection.runAndReadAll(`SELECT
      (SELECT count(*) FROM sent)::INTEGER, (SELECT count(*) FROM kept)::INTEGER,
      (SELECT count(*) FROM (FROM sent EXCEPT ALL FROM kept))::INTEGER,
      (SELECT count(*) FROM (FROM kept EXCEPT ALL FROM sent))::INTEGER`);
    const [read, stored, missing, surplus] = result.getRows()[0] as [number, number, number, number];
    return { read, stored, missing, surplus };
  }

  test('every row is accepted, and stands in Parquet with its event and its time to the microsecond', async () => {
    expect(await send()).toMatchObject({
      sent: 32_283,
      accepted: 32_283,
      quarantined: 0,
      flagged: 0,
      rejected: 0,
    });
    await seal();
    expect(await difference()).toEqual({ read: 32_283, stored: 32_283, missing: 0, surplus: 0 });
  });

  test('sending the file a second time adds no row', async () => {
    expect(await send()).toMatchObject({ sent: 32_283, accepted: 32_283 });
    await seal();
    expect(await difference()).toEqual({ read: 32_283, stored: 32_283, missing: 0, surplus: 0 });
  });
});
