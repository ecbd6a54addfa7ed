import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UnpackedBytes } from './compressed-segment.js';
import { inScratchFolder } from './testing/scratch-folder.js';

test('damage that is met before anybody reads is told to the first who does', () =>
  inScratchFolder(async (root) => {
    const path = join(root, 'damaged.journal.gz');
    const bytes = gzipSync(Buffer.from('events '.repeat(1000)));
    await writeFile(path, bytes.fill(0xff, 12));
    const unpacked = new UnpackedBytes(path, 7000);
    await sleep(100);
    await expect(unpacked.read(Buffer.alloc(10), 0, 10)).rejects.toMatchObject({ code: 'journal_damaged' });
    await unpacked.close();
  }));
