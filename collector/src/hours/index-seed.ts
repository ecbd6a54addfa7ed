import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { nothingWhereMissing } from './missing-file.js';

/**
 * The secret number by which this data directory spreads keys over its indexes, made once. Where the file is lost a
 * new one is made, and indexes of the old one are made anew from the journals.
 */
export async function readSeed(indexDirectory: string): Promise<number> {
  const path = join(indexDirectory, 'seed');
  const text = (await readFile(path, 'utf8').catch(nothingWhereMissing)) ?? '';
  if (/^\d{1,10}\n$/.test(text)) return Number(text);
  const seed = randomBytes(4).readUInt32LE(0);
  await writeFileAtomically(path, `${seed}\n`);
  return seed;
}
