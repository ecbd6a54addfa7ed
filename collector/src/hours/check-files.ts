import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, ManifestFile, ManifestTable } from '@eventbook/shared/warehouse/manifest';
import type { ParquetEngine } from '../parquet/engine.js';
import { nothingWhereMissing } from './missing-file.js';
import type { Difference } from './reconciliation.js';

/** Holds the files of an hour against its manifest: that they are there, their bytes, and the rows they tell. */
export async function checkFiles(
  engine: ParquetEngine,
  warehouse: string,
  manifest: Manifest,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [event, table] of [
    ...Object.entries(manifest.tables),
    ['quarantine', manifest.quarantine] as const,
  ]) {
    differences.push(...tableDifferences(event, table));
    for (const file of table.files) differences.push(...(await fileDifferences(engine, warehouse, file)));
  }
  return differences;
}

function tableDifferences(event: string, table: ManifestTable): Difference[] {
  const found = table.files.reduce((sum, { rows }) => sum + rows, 0);
  if (found === table.rows) return [];
  const message = `The manifest says ${table.rows} rows of ${event}, and its files together have ${found}.`;
  return [{ kind: 'table_rows', subject: event, expected: table.rows, found, message }];
}

async function fileDifferences(
  engine: ParquetEngine,
  warehouse: string,
  { path, bytes, rows }: ManifestFile,
): Promise<Difference[]> {
  const full = join(warehouse, path);
  const size = await stat(full).then((stats) => stats.size, nothingWhereMissing);
  if (size === undefined) {
    const message = `${path} is not there.`;
    return [{ kind: 'file_missing', subject: path, expected: bytes, found: 'nothing', message }];
  }
  const differences: Difference[] = [];
  if (size !== bytes) {
    const message = `${path} should have ${bytes} bytes and has ${size}.`;
    differences.push({ kind: 'file_bytes', subject: path, expected: bytes, found: size, message });
  }
  const [found] = await engine.rowsIn([full]);
  if (found === undefined) {
    const message = `${path} cannot be read as Parquet.`;
    differences.push({ kind: 'file_unreadable', subject: path, expected: rows, found: 'nothing', message });
  } else if (found !== rows) {
    const message = `${path} should have ${rows} rows and has ${found}.`;
    differences.push({ kind: 'file_rows', subject: path, expected: rows, found, message });
  }
  return differences;
}
