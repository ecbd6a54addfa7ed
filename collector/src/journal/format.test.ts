import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { headerAt } from './format.js';
import { readSegment } from './read-segment.js';
import { asWritten, readAll } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';

/** Written by the first release of the format. It is never written again, only read: by every version to come. */
const fixture = '0000000000000041-2026-11-23T07-0000.journal';
const fixturePath = join(import.meta.dirname, 'fixtures', fixture);

test('a segment of format 1 is read for ever', () =>
  inScratchFolder(async (root) => {
    await mkdir(join(root, 'a'));
    await copyFile(fixturePath, join(root, 'a', fixture));
    const seal = await readSegment(fixturePath, () => undefined);
    expect(seal).toEqual({
      next: 44,
      receivedAt: 1_795_417_200_000_002,
      groups: 3,
      counts: { accepted: 1, flagged: 1, quarantined: 1, rejected: 6 },
    });
    const record = (position: number, outcome: string, table: string, event: string): unknown => ({
      outcome,
      table,
      line: `{"_position":"a:${position}","event":"${event}"}`,
      contentOffset: 20,
    });
    expect(asWritten(await readAll(root))).toEqual([
      {
        source: 'site/web',
        receivedAt: 1_795_417_200_000_000,
        rejected: 1,
        records: [
          record(41, 'accepted', 'checkout.order_paid', 'x'),
          record(42, 'flagged', 'checkout.order_paid', 'x'),
        ],
      },
      { source: 'site/web', receivedAt: 1_795_417_200_000_001, rejected: 5, records: [] },
      {
        source: 'сайт/веб',
        receivedAt: 1_795_417_200_000_002,
        rejected: 0,
        records: [record(43, 'quarantined', '', 'Мурманск 🐟')],
      },
    ]);
  }));

test('a newer format is said to be one, not taken for damage', () =>
  inScratchFolder(async (root) => {
    const bytes = await readFile(fixturePath);
    bytes.writeUInt32LE(2, headerAt.version);
    const length = bytes.readUInt32LE(headerAt.length);
    bytes.writeUInt32LE(crc32(bytes.subarray(headerAt.length, length)), headerAt.crc);
    const path = join(root, fixture);
    await writeFile(path, bytes);
    await expect(readSegment(path, () => undefined)).rejects.toMatchObject({
      code: 'journal_format_unknown',
    });
  }));
