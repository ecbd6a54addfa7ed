import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nothingWhereMissing } from './missing-file.js';

/** The hours that have a manifest of this writer, ascending; from `since` on, where it is given. */
export async function listManifestHours(
  warehouse: string,
  writer: string,
  since: Hour = '',
): Promise<Hour[]> {
  const root = join(warehouse, '_hours');
  const hours: Hour[] = [];
  for (const day of await namesIn(root)) {
    const date = /^dt=(\d{4}-\d{2}-\d{2})$/.exec(day)?.[1];
    if (date === undefined || date < since.slice(0, 10)) continue;
    for (const folder of await namesIn(join(root, day))) {
      const hour = /^hour=(\d{2})$/.exec(folder)?.[1];
      if (hour === undefined) continue;
      if ((await namesIn(join(root, day, folder))).includes(`${writer}.json`)) hours.push(`${date}T${hour}`);
    }
  }
  return hours.filter((hour) => hour >= since).sort();
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nothingWhereMissing)) ?? [];
}
