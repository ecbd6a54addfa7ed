import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mirrorFormat } from './format.js';
import type { GroupOriginRange } from './group-view.js';
import { Journal } from './journal.js';
import { MirroredGroup } from './mirrored-group.js';
import { readSegment } from './read-segment.js';
import { repairJournals } from './repair-journals.js';
import { listSegments } from './segments.js';
import { append, readAll, sampleGroup, sampleTime } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';
import { verifyJournals } from './verify-journals.js';

/** A journal of three groups, and one that keeps them in another order, twice the last. */
async function mirrored(directory: string): Promise<{ original: string; mirror: string }> {
  const original = join(directory, 'original');
  const journal = await Journal.open(join(original, 'seven'), { name: 'seven' });
  await append(
    journal,
    sampleGroup(journal, sampleTime + 5, { outcomes: ['accepted', 'flagged'], text: 'ü' }),
  );
  await append(journal, sampleGroup(journal, sampleTime + 6, { outcomes: [], rejected: 3 }));
  await append(
    journal,
    sampleGroup(journal, sampleTime + 7, { outcomes: ['quarantined'], source: 'other/app' }),
  );
  await journal.close();
  const mirror = join(directory, 'mirror');
  const target = await Journal.open(join(mirror, 'hour'), { name: 'hour', format: mirrorFormat });
  const [segment] = await listSegments(original);
  for (const wanted of [2, 0, 1, 2]) {
    let number = 0;
    const settled: Promise<void>[] = [];
    await readSegment(segment?.path ?? '', (group) => {
      if (number++ !== wanted) return;
      const range = { segment: 77, from: group.groupStart, to: group.recordBytes[1] };
      settled.push(
        new Promise((resolve, reject) => {
          target.append(new MirroredGroup(group, range, sampleTime), (failure) =>
            failure === undefined ? resolve() : reject(failure),
          );
        }),
      );
    });
    await Promise.all(settled);
  }
  await target.close();
  return { original, mirror };
}

describe('a journal of mirrored groups', () => {
  it('gives back every stored event as it was, and says which bytes it stands for', async () => {
    await inScratchFolder(async (directory) => {
      const { original, mirror } = await mirrored(directory);
      const [first, second, third] = await readAll(original);
      const found = await readAll(mirror);
      expect(found.map(({ lines }) => lines)).toEqual(
        [third, first, second, third].map((group) => group?.lines),
      );
      expect(found.map(({ records }) => records)).toEqual(
        [third, first, second, third].map((group) => group?.records),
      );
      expect(found[1]?.lines[0]).toContain('"_position":"seven:0","_received_at":1795417200000005');
      expect(found.map(({ rejected }) => rejected)).toEqual([0, 0, 3, 0]);
      const origins: (GroupOriginRange | undefined)[] = [];
      const [segment] = await listSegments(mirror);
      expect(segment?.seal).toMatchObject({
        next: 4,
        counts: { accepted: 1, flagged: 1, quarantined: 2, rejected: 3 },
      });
      await readSegment(segment?.path ?? '', ({ origin }) => origins.push(origin));
      const [last, begin, middle] = origins;
      expect(last?.segment).toBe(77);
      expect(begin?.to).toBe(middle?.from);
      expect(middle?.to).toBe(last?.from);
      expect(origins[3]).toEqual(last);
      expect((await verifyJournals(mirror)).ok).toBe(true);
    });
  });

  it('is repaired like any other: what is sound stays', async () => {
    await inScratchFolder(async (directory) => {
      const { mirror } = await mirrored(directory);
      const before = await readAll(mirror);
      const [segment] = await listSegments(mirror);
      const path = segment?.path ?? '';
      const bytes = await readFile(path);
      const second = bytes.indexOf('\xffGRP', bytes.indexOf('\xffGRP', 0, 'latin1') + 1, 'latin1');
      bytes.writeUInt8(bytes.readUInt8(second + 130) ^ 1, second + 130);
      await writeFile(path, bytes);
      await repairJournals(directory, mirror);
      expect((await verifyJournals(mirror)).ok).toBe(true);
      const after = (await readAll(mirror)).flatMap(({ lines }) => lines);
      expect(after).toEqual([before[0], before[2], before[3]].flatMap((group) => group?.lines ?? []));
    });
  });
});
