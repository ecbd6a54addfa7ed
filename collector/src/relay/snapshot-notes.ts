import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nothingWhereMissing } from '../hours/missing-file.js';
import type { SnapshotNote } from './notes.js';

/** In bytes of base64: a message holds it with room to spare. */
const partBytes = 512 * 1024;

/** A snapshot of a data directory as notes; none where it is not there. @param directory `<data>/snapshots` */
export async function snapshotNotes(directory: string, id: string): Promise<SnapshotNote[]> {
  const content = await readFile(join(directory, `${id}.json`)).catch(nothingWhereMissing);
  const statement = await readFile(join(directory, `${id}.statement.json`), 'utf8').catch(
    nothingWhereMissing,
  );
  if (content === undefined || statement === undefined) return [];
  const text = gzipSync(content).toString('base64');
  const parts = Math.ceil(text.length / partBytes);
  return Array.from({ length: parts }, (_, part) => ({
    note: 'snapshot',
    id,
    statement,
    part,
    parts,
    content: text.slice(part * partBytes, (part + 1) * partBytes),
  }));
}
