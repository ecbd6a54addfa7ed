import { readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerConfiguration } from '../config/configuration.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import type { Sample } from './table.js';

/** What a request may need at once, its segment's name and seal included. */
const leastFree = 1024 * 1024;

/** What journals take, and what is free where they and the warehouse stand. */
export async function diskSamples({
  data,
  warehouse,
}: Pick<ServerConfiguration, 'data' | 'warehouse'>): Promise<Sample[]> {
  const layout = dataDirectoryLayout(data);
  const places = { data, warehouse: warehouse ?? layout.warehouse };
  const samples: Sample[] = [
    {
      metric: 'eventbook_collector_journal_disk_bytes',
      labels: {},
      value: await bytesUnder(layout.journal),
    },
  ];
  for (const [place, path] of Object.entries(places)) {
    const free = await freeBytes(path);
    if (free !== undefined)
      samples.push({ metric: 'eventbook_collector_disk_free_bytes', labels: { place }, value: free });
  }
  return samples;
}

/**
 * Why a journal in this folder could not be written to. It is tried, because what is free says nothing of quotas, and
 * what a journal was refused lately nothing of now.
 */
export async function diskObstacles(folder: string): Promise<string[]> {
  const free = await freeBytes(folder);
  if (free !== undefined && free < leastFree)
    return [`the disk of the data directory is full: ${free} bytes are free`];
  const probe = join(folder, 'writable');
  try {
    await writeFile(probe, Buffer.alloc(4096), { flush: true });
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`the journals cannot be written to: ${reason}`];
  } finally {
    await rm(probe, { force: true });
  }
}

async function freeBytes(path: string): Promise<number | undefined> {
  const found = await statfs(path).catch(() => undefined);
  return found === undefined ? undefined : found.bavail * found.bsize;
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}
