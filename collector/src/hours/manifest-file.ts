import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest, ManifestFile } from '@eventbook/shared/warehouse/manifest';
import { manifestSchema } from '@eventbook/shared/warehouse/manifest-schema';
import { manifestPath } from '@eventbook/shared/warehouse/paths';
import { nothingWhereMissing } from './missing-file.js';
import { NewNames } from './sync.js';

/** The manifest of one hour of one writer; undefined where there is none. */
export async function readManifest(
  warehouse: string,
  writer: string,
  hour: Hour,
): Promise<Manifest | undefined> {
  const path = join(warehouse, manifestPath(writer, hour));
  const text = await readFile(path, 'utf8').catch(nothingWhereMissing);
  return text === undefined ? undefined : parseManifest(text, path);
}

/** Puts a manifest in the place of the one before, in one step and durably: from then on it is what loaders see. */
export async function writeManifest(warehouse: string, manifest: Manifest): Promise<void> {
  const problem = firstSchemaError(manifestSchema, manifest);
  if (problem !== undefined) {
    throw new AppError('bug', 'internal', `The manifest of ${manifest.hour} is not one: ${problem}.`);
  }
  const path = join(warehouse, manifestPath(manifest.writer, manifest.hour));
  const names = new NewNames();
  await names.makeFolder(dirname(path));
  await names.sync();
  await writeFileAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** All files that a manifest names. */
export function filesOf(manifest: Manifest): ManifestFile[] {
  return [...Object.values(manifest.tables).flatMap(({ files }) => files), ...manifest.quarantine.files];
}

/**
 * @param path where it is from, for the message
 * @throws AppError file_unreadable where it is no manifest
 */
export function parseManifest(text: string, path: string): Manifest {
  let manifest: unknown;
  let problem: string | undefined;
  try {
    manifest = JSON.parse(text);
    problem = firstSchemaError(manifestSchema, manifest);
  } catch {
    problem = 'it is not JSON';
  }
  if (problem === undefined) return manifest as Manifest;
  throw new AppError('user', 'file_unreadable', `${path} is not a manifest: ${problem}.`, {
    hint: 'Restore it, or move it away and write the hour again.',
    data: { file: path },
  });
}
