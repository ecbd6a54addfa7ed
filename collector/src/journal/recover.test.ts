import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sealLength } from './format.js';
import { Journal } from './journal.js';
import { recoverJournals } from './recover.js';
import { readSegment } from './read-segment.js';
import { listSegments } from './segments.js';
import { append, asWritten, readAll, sampleGroup, sampleTime } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';
import type { JournalGroup } from './testing/journal-group.js';

interface OpenSegment {
  readonly name: string;
  /** As a kill leaves it: without a seal. */
  readonly bytes: Buffer;
  readonly groups: readonly JournalGroup[];
  /** Offsets at which the groups begin. */
  readonly starts: readonly number[];
}

/** Five groups: two writes of one group each, then one write that brings three. */
async function makeOpenSegment(directory: string): Promise<OpenSegment> {
  const journal = await Journal.open(join(directory, 'made', 'a'), { name: 'a' });
  const groups: JournalGroup[] = [];
  const appendNext = (): Promise<void> => {
    const group = sampleGroup(journal, sampleTime + groups.length, { outcomes: ['accepted', 'quarantined'] });
    groups.push(group);
    return append(journal, group);
  };
  await appendNext();
  await appendNext();
  await Promise.all([appendNext(), appendNext(), appendNext()]);
  await journal.close();
  const [segment] = await listSegments(join(directory, 'made'));
  if (segment === undefined) throw new Error('no segment was written');
  const sealed = await readFile(segment.path);
  const bytes = sealed.subarray(0, sealed.length - sealLength);
  const starts: number[] = [];
  const magic = Buffer.from('\xffGRP', 'latin1');
  for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) starts.push(at);
  return { name: basename(segment.path), bytes, groups, starts };
}

/** A folder of journals in which journal `a` has this one file. */
async function plant(directory: string, label: string, name: string, bytes: Buffer): Promise<string> {
  const root = join(directory, label);
  await mkdir(join(root, 'a'), { recursive: true });
  await writeFile(join(root, 'a', name), bytes);
  return root;
}

describe('a torn end', () => {
  test('cut at every byte, a segment recovers to its last whole group and goes on from there', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes, groups, starts } = await makeOpenSegment(directory);
      const ends = [...starts.slice(1), bytes.length];
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const root = await plant(directory, `cut-${cut}`, name, bytes.subarray(0, cut));
        const whole = ends.filter((end) => end <= cut).length;
        const [recovery] = await recoverJournals(root);
        expect(recovery).toMatchObject({ next: whole * 2, cutBytes: cut - (ends[whole - 1] ?? 0) });
        expect(asWritten(await readAll(root))).toEqual(groups.slice(0, whole));
        expect((await listSegments(root)).length).toBe(whole === 0 ? 0 : 1);
      }
    }));

  test('zeros, or anything else that the last write may have left, are cut off', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes, groups, starts } = await makeOpenSegment(directory);
      const [, , third = 0, , fifth = 0] = starts;
      const tails: Record<string, [Buffer, number]> = {
        'zeros behind': [Buffer.concat([bytes, Buffer.alloc(5000)]), 5],
        'noise behind': [Buffer.concat([bytes, Buffer.alloc(300, 0xff)]), 5],
        'the last group zeroed': [Buffer.from(bytes).fill(0, fifth), 4],
        // The pages of one write arrive in any order: whole groups may stand behind the hole.
        'a hole in the last write': [Buffer.from(bytes).fill(0, third + 4, third + 40), 2],
        'a hole in its line': [Buffer.from(bytes).fill(0x20, third + 90, third + 91), 2],
        'everything zeroed': [Buffer.alloc(bytes.length), 0],
      };
      for (const [label, [content, whole]] of Object.entries(tails)) {
        const root = await plant(directory, label, name, content);
        expect(await recoverJournals(root), label).toMatchObject([{ next: whole * 2 }]);
        expect(asWritten(await readAll(root)), label).toEqual(groups.slice(0, whole));
      }
    }));

  test('groups left from another segment in recycled blocks are not taken for ours', () =>
    inScratchFolder(async (directory) => {
      const other = await makeOpenSegment(join(directory, 'other'));
      const { name, bytes, groups, starts } = await makeOpenSegment(directory);
      // The same shape, so the same offsets: only the segment's id tells them apart.
      expect(other.starts).toEqual(starts);
      const second = starts[1] ?? 0;
      const mixed = Buffer.concat([bytes.subarray(0, second), other.bytes.subarray(second)]);
      const root = await plant(directory, 'mixed', name, mixed);
      expect(await recoverJournals(root)).toMatchObject([{ next: 2 }]);
      expect(asWritten(await readAll(root))).toEqual(groups.slice(0, 1));
    }));

  test('recovering twice changes nothing more', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes } = await makeOpenSegment(directory);
      const root = await plant(directory, 'twice', name, bytes.subarray(0, -1));
      const [first] = await recoverJournals(root);
      const after = await readFile(join(root, 'a', name));
      const [second] = await recoverJournals(root);
      expect(first?.mended).toBe(join(root, 'a', name));
      expect(second).toEqual({ ...first, mended: undefined, cutBytes: 0 });
      expect(await readFile(join(root, 'a', name))).toEqual(after);
    }));

  test('a file that holds no whole group gives way, and the journal goes on from the segment before', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes } = await makeOpenSegment(directory);
      const root = await plant(directory, 'next', name, bytes);
      await recoverJournals(root);
      await writeFile(join(root, 'a', '0000000000000010-2026-11-23T08-0000.journal'), bytes.subarray(0, 30));
      expect(await recoverJournals(root)).toMatchObject([
        { next: 10, receivedAt: sampleTime + 4, cutBytes: 30 },
      ]);
      expect((await readdir(join(root, 'a'))).filter((file) => file.endsWith('.journal'))).toEqual([name]);
    }));
});

describe('damage', () => {
  test('any flipped bit that a later write stands behind is damage, and nothing is touched', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes, starts } = await makeOpenSegment(directory);
      const [first = 0, second = 0, third = 0] = starts;
      const root = await plant(directory, 'flipped', name, bytes);
      const path = join(root, 'a', name);
      for (let at = 0; at < third; at += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
        await writeFile(path, flipped);
        const offset = at < first ? 0 : at < second ? first : second;
        const data = { file: path, offset };
        await expect(recoverJournals(root), `byte ${at}`).rejects.toMatchObject({
          code: 'journal_damaged',
          data,
        });
        expect(await readFile(path)).toEqual(flipped);
      }
    }));

  test('in a sealed segment every flipped bit is found when it is read', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes } = await makeOpenSegment(directory);
      const root = await plant(directory, 'sealed', name, bytes);
      await recoverJournals(root);
      const path = join(root, 'a', name);
      const sealed = await readFile(path);
      expect(sealed.length).toBe(bytes.length + sealLength);
      for (let at = 0; at < sealed.length; at += 1) {
        const flipped = Buffer.from(sealed);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
        await writeFile(path, flipped);
        const reading = readSegment(path, () => undefined);
        await expect(reading, `byte ${at}`).rejects.toMatchObject({ code: 'journal_damaged' });
      }
    }));

  test('a segment without its seal that another one follows is damage', () =>
    inScratchFolder(async (directory) => {
      const { name, bytes } = await makeOpenSegment(directory);
      const root = await plant(directory, 'followed', name, bytes);
      const next = join(root, 'a', '0000000000000010-2026-11-23T08-0000.journal');
      await copyFile(join(root, 'a', name), next);
      const data = { file: join(root, 'a', name), offset: bytes.length };
      await expect(recoverJournals(root)).rejects.toMatchObject({ code: 'journal_damaged', data });
      expect(await readFile(join(root, 'a', name))).toEqual(bytes);
    }));
});
