import { execFileSync } from 'node:child_process';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compressSegment } from './compress-segment.js';
import { Journal } from './journal.js';
import { readSegment } from './read-segment.js';
import { recoverJournals } from './recover.js';
import { listSegments, type Segment } from './segments.js';
import { append } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';

const receivedAt = Date.parse('2026-11-23T07:00:00Z') * 1000;

/** Two sealed segments of some hundred groups; answers the first. */
async function makeSegments(root: string): Promise<Segment> {
  const journal = await Journal.open(join(root, '0'), { name: '0' });
  for (let segment = 0; segment < 2; segment++) {
    const appended = Array.from({ length: 300 }, (_, n) => {
      const content = `"event":"x","version":1,"fields":{"n":${n},"t":"🐟 ${n * n}"}}`;
      const record = {
        outcome: 'accepted',
        table: 'x',
        id: `${n}`.padStart(32, '0'),
        said: 1n,
        content,
      } as const;
      const origin = { source: 'site/web', snapshot: 'a'.repeat(64), collector: 'c' };
      return append(journal, { ...origin, receivedAt, rejected: n % 3, records: [record] });
    });
    await Promise.all(appended);
    await journal.rotate();
  }
  await journal.close();
  const [first] = await listSegments(root);
  if (first === undefined) throw new Error('there are two segments');
  return first;
}

test('a compressed segment is smaller, reads the same, lists the same, and zcat gives the bytes as they were', () =>
  inScratchFolder(async (root) => {
    const segment = await makeSegments(root);
    const bytes = await readFile(segment.path);
    const sources: number[] = [];
    const seal = await readSegment(segment.path, (group) => sources.push(group.firstPosition));
    const path = await compressSegment(segment.path);
    expect(path).toBe(`${segment.path}.gz`);
    expect(execFileSync('zcat', [path]).equals(bytes)).toBe(true);
    const again: number[] = [];
    expect(await readSegment(path, (group) => again.push(group.firstPosition))).toEqual(seal);
    expect(again).toEqual(sources);
    const [listed] = await listSegments(root);
    expect(listed).toEqual({ ...segment, path, bytes: (await stat(path)).size });
    expect(listed?.bytes).toBeLessThan(segment.bytes / 2);
    // One that was listed before it was compressed is found under its new name.
    expect(await readSegment(segment.path, () => undefined)).toEqual(seal);
    expect(await recoverJournals(root)).toMatchObject([{ next: 600, mended: undefined }]);
  }));

test('a crash at any step leaves one whole segment, and compressing again ends it', () =>
  inScratchFolder(async (root) => {
    const segment = await makeSegments(root);
    const bytes = await readFile(segment.path);
    const path = await compressSegment(segment.path);
    const compressed = await readFile(path);
    const names = async (): Promise<string[]> =>
      (await listSegments(root)).map((one) => one.path.slice(dirname(one.path).length + 1));
    const [plainName = '', second = ''] = [segment.path, (await listSegments(root))[1]?.path ?? ''].map(
      (one) => one.slice(dirname(one).length + 1),
    );
    // Both are there: the rename came, the removal did not. Or: only the beginning of a scratch file.
    await writeFile(segment.path, bytes);
    await writeFile(`${path}.new`, compressed.subarray(0, 100));
    expect(await names()).toEqual([plainName, second]);
    expect(await compressSegment(segment.path)).toBe(path);
    expect(await names()).toEqual([`${plainName}.gz`, second]);
    expect((await readdir(dirname(path))).filter((name) => name.endsWith('.new'))).toEqual([]);
  }));

test('every byte of a compressed segment is guarded', () =>
  inScratchFolder(async (root) => {
    const segment = await makeSegments(root);
    const path = await compressSegment(segment.path);
    const bytes = await readFile(path);
    // The mtime, flags and system of gzip's heads say nothing about the events.
    const blind = (at: number): boolean => at >= 3 && at < 10;
    for (let at = 0; at < bytes.length; at += bytes.length > 4000 ? 7 : 1) {
      if (blind(at)) continue;
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      await writeFile(path, flipped);
      const seal = await readSegment(path, () => undefined).catch((error: unknown) => error);
      if (seal instanceof Error)
        expect(seal).toMatchObject({ code: expect.stringMatching(/^journal_/) as string });
      else expect(seal, `byte ${at}`).toEqual(segment.seal);
    }
    await writeFile(path, bytes.subarray(0, bytes.length - 10));
    await expect(readSegment(path, () => undefined)).rejects.toMatchObject({ code: 'journal_damaged' });
    // What is damaged is never taken for a torn end.
    const [, last] = await listSegments(root);
    const lastPath = await compressSegment(last?.path ?? '');
    await writeFile(path, bytes);
    await writeFile(lastPath, (await readFile(lastPath)).subarray(0, 90));
    await expect(recoverJournals(root)).rejects.toMatchObject({ code: 'journal_damaged' });
  }));
