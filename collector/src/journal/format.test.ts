import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { StoredEvent } from '@eventbook/shared/event/stored-event';
import { expect, test } from 'vitest';
import { headerAt } from './format.js';
import { readSegment } from './read-segment.js';
import { readAll } from './testing/sample-groups.js';
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
    const line = (position: number, event: string): string =>
      `{"_position":"a:${position}","event":"${event}"}`;
    const groups = await readAll(root);
    expect(
      groups.map(({ source, receivedAt, rejected, lines }) => ({ source, receivedAt, rejected, lines })),
    ).toEqual([
      {
        source: 'site/web',
        receivedAt: 1_795_417_200_000_000,
        rejected: 1,
        lines: [line(41, 'x'), line(42, 'x')],
      },
      { source: 'site/web', receivedAt: 1_795_417_200_000_001, rejected: 5, lines: [] },
      {
        source: 'сайт/веб',
        receivedAt: 1_795_417_200_000_002,
        rejected: 0,
        lines: [line(43, 'Мурманск 🐟')],
      },
    ]);
    expect(groups.flatMap(({ records }) => records.map(({ outcome, table }) => [outcome, table]))).toEqual([
      ['accepted', 'checkout.order_paid'],
      ['flagged', 'checkout.order_paid'],
      ['quarantined', ''],
    ]);
  }));

test('what the first release kept of every outcome is read whole, and each record knows its id', async () => {
  const groups = await readAll(join(import.meta.dirname, 'fixtures', 'format-1', 'journal'));
  const lines = groups.flatMap(({ lines }) => lines).map((line) => JSON.parse(line) as StoredEvent);
  expect(lines.map(({ _position, _outcome }) => `${_position} ${_outcome}`)).toEqual([
    '0:0 accepted',
    '0:1 flagged',
    '0:2 accepted',
    '0:3 accepted',
    '0:4 quarantined',
    '0:5 quarantined',
    '0:6 accepted',
    '0:7 accepted',
  ]);
  expect(lines[0]).toMatchObject({ event: 'shop.paid', fields: { note: 'Мурманск 🐟' } });
  expect(new Set(groups.map(({ snapshot }) => snapshot))).toEqual(
    new Set(lines.map(({ _snapshot }) => _snapshot)),
  );
  for (const { records, lines: own } of groups) {
    expect(records.map(({ id }) => id)).toEqual(
      own.map((line) => (JSON.parse(line) as StoredEvent).event_id),
    );
  }
});

test('a newer format is said to be one, not taken for damage', () =>
  inScratchFolder(async (root) => {
    const bytes = await readFile(fixturePath);
    bytes.writeUInt32LE(4, headerAt.version);
    const length = bytes.readUInt32LE(headerAt.length);
    bytes.writeUInt32LE(crc32(bytes.subarray(headerAt.length, length)), headerAt.crc);
    const path = join(root, fixture);
    await writeFile(path, bytes);
    await expect(readSegment(path, () => undefined)).rejects.toMatchObject({
      code: 'journal_format_unknown',
    });
  }));
