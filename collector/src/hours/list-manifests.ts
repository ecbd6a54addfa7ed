import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nothingWhereMissing } from './missing-file.js';

/** Whose manifest of which hour. */
export interface ManifestName {
  readonly hour: Hour;
  readonly writer: string;
}

/** Every manifest of a warehouse, by hour ascending; from `since` on, where it is given. */
export async function listManifests(warehouse: string, since: Hour = ''): Promise<ManifestName[]> {
  const root = join(warehouse, '_hours');
  const manifests: ManifestName[] = [];
  for (const day of await namesIn(root)) {
    const date = /^dt=(\d{4}-\d{2}-\d{2})$/.exec(day)?.[1];
    if (date === undefined || date < since.slice(0, 10)) continue;
    for (const folder of await namesIn(join(root, day))) {
      const number = /^hour=(\d{2})$/.exec(folder)?.[1];
      const hour = `${date}T${number ?? ''}`;
      if (number === undefined || hour < since) continue;
      for (const file of await namesIn(join(root, day, folder))) {
        const writer = /^(.+)\.json$/.exec(file)?.[1];
        if (writer !== undefined) manifests.push({ hour, writer });
      }
    }
  }
  return manifests.sort((one, other) => (one.hour < other.hour ? -1 : 1));
}

/** The hours that have a manifest of this writer, ascending; from `since` on, where it is given. */
export async function listManifestHours(warehouse: string, writer: string, since?: Hour): Promise<Hour[]> {
  const manifests = await listManifests(warehouse, since);
  return manifests.filter((manifest) => manifest.writer === writer).map(({ hour }) => hour);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nothingWhereMissing)) ?? [];
}
