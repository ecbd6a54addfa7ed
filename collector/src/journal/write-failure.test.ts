import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from './journal.js';
import { listSegments } from './segments.js';
import { PowerCutFiles } from './testing/power-cut-files.js';
import { append, asWritten, readAll, sampleGroup, sampleTime } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';

function withFiles(
  work: (journal: Journal, files: PowerCutFiles, root: string) => Promise<void>,
): Promise<void> {
  return inScratchFolder(async (root) => {
    const files = new PowerCutFiles();
    await work(await Journal.open(join(root, 'a'), { name: 'a', files }), files, root);
  });
}

test('a full disk rejects what was on its way and what waited, and the journal goes on when there is room', () =>
  withFiles(async (journal, files, root) => {
    const kept = [sampleGroup(journal, sampleTime)];
    await Promise.all(kept.map((group) => append(journal, group)));
    const [segment] = await listSegments(root);
    const before = await readFile(segment?.path ?? '');

    files.room = 100;
    const first = append(journal, sampleGroup(journal, sampleTime, { outcomes: ['accepted', 'flagged'] }));
    // By the end of this turn the first is being written: the second waits for the next write.
    await new Promise((resolve) => setImmediate(resolve));
    const refused = await settled([first, append(journal, sampleGroup(journal, sampleTime))]);
    for (const reason of refused) {
      expect(reason).toMatchObject({
        code: 'journal_write_failed',
        kind: 'unavailable',
        data: { fatal: false },
      });
    }
    expect(await readFile(segment?.path ?? '')).toEqual(before);
    expect(journal).toMatchObject({ nextPosition: 1, pendingBytes: 0, failure: undefined });

    const after = sampleGroup(journal, sampleTime, { outcomes: ['flagged'] });
    kept.push(after);
    await append(journal, after);
    await journal.close();
    expect(asWritten(await readAll(root))).toEqual(kept);
  }));

test('a disk that is full when a segment should begin leaves no file behind', () =>
  withFiles(async (journal, files, root) => {
    files.room = 10;
    await expect(append(journal, sampleGroup(journal, sampleTime))).rejects.toMatchObject({
      data: { fatal: false },
    });
    expect(await listSegments(root)).toEqual([]);
    await append(journal, sampleGroup(journal, sampleTime));
    await journal.close();
    expect(await readAll(root)).toHaveLength(1);
  }));

test('a disk that is full when a segment should be sealed leaves it open, and a second try seals it', () =>
  withFiles(async (journal, files, root) => {
    await append(journal, sampleGroup(journal, sampleTime));
    files.room = 20;
    await expect(journal.rotate()).rejects.toMatchObject({ data: { fatal: false } });
    expect((await listSegments(root)).map(({ sealed }) => sealed)).toEqual([false]);
    await journal.rotate();
    expect((await listSegments(root)).map(({ sealed }) => sealed)).toEqual([true]);
    await journal.close();
  }));

test('after a failed sync nothing is acknowledged any more, and what was before is recovered', () =>
  withFiles(async (journal, files, root) => {
    const kept = sampleGroup(journal, sampleTime);
    await append(journal, kept);
    files.syncError = Object.assign(new Error('i/o error'), { code: 'EIO' });
    const lost = append(journal, sampleGroup(journal, sampleTime));
    await expect(lost).rejects.toMatchObject({ code: 'journal_write_failed', data: { fatal: true } });
    expect(journal.failure).toMatchObject({ code: 'journal_write_failed' });
    // The disk would sync again by now. It is not asked.
    await expect(append(journal, sampleGroup(journal, sampleTime))).rejects.toBe(journal.failure);
    await expect(journal.rotate()).rejects.toBe(journal.failure);
    await journal.close();

    const again = await Journal.open(join(root, 'a'), { name: 'a' });
    expect(again.nextPosition).toBe(1);
    await again.close();
    expect(asWritten(await readAll(root))).toEqual([kept]);
  }));

test('a failed sync that says the disk is full is as fatal as any', () =>
  withFiles(async (journal, files) => {
    files.syncError = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const lost = append(journal, sampleGroup(journal, sampleTime));
    await expect(lost).rejects.toMatchObject({ data: { fatal: true } });
    await journal.close();
  }));

async function settled(promises: readonly Promise<void>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : 'resolved'));
}

test('behind a segment of nothing but rejected events a full disk gives no name a second time', () =>
  inScratchFolder(async (root) => {
    const files = new PowerCutFiles();
    const journal = await Journal.open(join(root, 'a'), { name: 'a', files, segmentBytes: 1 });
    const rejected = (): Promise<void> =>
      append(journal, sampleGroup(journal, sampleTime, { outcomes: [], rejected: 3 }));
    const kept = (): Promise<void> => append(journal, sampleGroup(journal, sampleTime));
    await rejected();
    await rejected();
    // Each group has a segment of its own: two are planned, at other positions, when the first finds no room.
    files.room = 10;
    const first = kept();
    await new Promise((resolve) => setImmediate(resolve));
    for (const reason of await settled([first, kept(), kept()])) {
      expect(reason).toMatchObject({ data: { fatal: false } });
    }
    await rejected();
    await kept();
    await journal.close();
    const groups = await readAll(root);
    expect(groups.map((group) => [group.rejected, group.records.length])).toEqual([
      [3, 0],
      [3, 0],
      [3, 0],
      [0, 1],
    ]);
  }));
