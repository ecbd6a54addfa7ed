import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../journal/testing/scratch-folder.js';
import { dataDirectoryLayout } from './layout.js';
import { lockDataDirectory } from './lock.js';

test('a data directory has one holder at a time, whose process the second one is told', () =>
  inScratchFolder(async (scratch) => {
    const directory = join(scratch, 'made', 'when missing');
    const lock = await lockDataDirectory(directory);
    await expect(lockDataDirectory(directory)).rejects.toMatchObject({
      code: 'data_directory_locked',
      kind: 'conflict',
      data: { directory, pid: process.pid },
    });
    expect(await readFile(dataDirectoryLayout(directory).lock, 'utf8')).toBe(`${process.pid}\n`);
    await lock.release();
    const again = await lockDataDirectory(directory);
    await again.release();
  }));
