import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';
import type { WriteProgress } from './writer-options.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make({ other: {} });
  await data.append(hour, [
    { id: idOf(1) },
    { id: idOf(2), event: 'other' },
    { id: idOf(3), outcome: 'quarantined' },
  ]);
  await data.rotate();
});
afterEach(() => data.remove());

const stopAt = (stage: WriteProgress['stage']) => (progress: WriteProgress) => {
  if (progress.stage === stage) throw new Error(`stopped at ${stage}`);
};

async function parquetFiles(): Promise<string[]> {
  const names = await readdir(data.warehouse, { recursive: true });
  return names.filter((name) => name.endsWith('.parquet')).sort();
}

test.each(['repeats', 'staging', 'parquet', 'manifest'] as const)(
  'a write that ends at its %s stage leaves the warehouse readable, and the next one repairs',
  async (stage) => {
    const writer = await data.writer({ graceMilliseconds: 0 });
    const first = await writer.write(hour, 'open');
    await data.append(hour, [{ id: idOf(4) }]);
    await data.rotate();
    await expect(writer.write(hour, 'closed', stopAt(stage))).rejects.toThrow(`stopped at ${stage}`);
    expect(await data.manifest(hour)).toEqual(first);
    expect(await data.rows(first, 'page.viewed')).toHaveLength(1);
    const reconciled = await writer.reconcile();
    expect([reconciled.ok, reconciled.unwritten]).toEqual([true, { [hour]: 1 }]);
    await writer.close();

    const next = await data.writer({ graceMilliseconds: 0 });
    expect(await readdir(join(data.path, 'staging'))).toEqual(['duckdb']);
    const second = await next.write(hour, 'closed');
    expect(second).toMatchObject({
      generation: 2,
      tables: { 'page.viewed': { rows: 2 }, other: { rows: 1 } },
    });
    expect((await next.reconcile()).ok).toBe(true);
    expect(await parquetFiles()).toEqual(
      ['events/other', 'events/page.viewed', 'quarantine'].map(
        (table) => `${table}/dt=2026-11-23/hour=07/test-2.parquet`,
      ),
    );
  },
);

test('files of a write that never came to its manifest are removed after the grace, and only those', async () => {
  const writer = await data.writer({ graceMilliseconds: 60_000 });
  await expect(writer.write(hour, 'open', stopAt('manifest'))).rejects.toThrow('stopped');
  await writer.close();
  expect(await parquetFiles()).toHaveLength(3);
  await data.writer({ graceMilliseconds: 60_000 });
  expect(await parquetFiles()).toHaveLength(3);
  await data.writer({ graceMilliseconds: 0 });
  expect(await parquetFiles()).toEqual([]);
});
