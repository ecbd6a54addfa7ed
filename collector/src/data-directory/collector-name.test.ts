import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../journal/testing/scratch-folder.js';
import { collectorName } from './collector-name.js';
import { dataDirectoryLayout } from './layout.js';

test('a name is made once and kept', () =>
  inScratchFolder(async (directory) => {
    const name = await collectorName(directory);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{6}$/);
    expect(await collectorName(directory)).toBe(name);
    expect(await collectorName(directory, name)).toBe(name);
  }));

test('a wanted name is kept, and another one refused later', () =>
  inScratchFolder(async (directory) => {
    expect(await collectorName(directory, 'north-1')).toBe('north-1');
    expect(JSON.parse(await readFile(dataDirectoryLayout(directory).collectorFile, 'utf8'))).toEqual({
      name: 'north-1',
    });
    const refusal = { code: 'configuration_invalid', data: { name: 'north-1' } };
    await expect(collectorName(directory, 'north-2')).rejects.toMatchObject(refusal);
    expect(await collectorName(directory)).toBe('north-1');
  }));

test.each(['', 'North', '../up', 'a--b', 'x'.repeat(61)])('%j is no name', (wanted) =>
  inScratchFolder(async (directory) => {
    await expect(collectorName(directory, wanted)).rejects.toMatchObject({ code: 'configuration_invalid' });
  }),
);

test.each(['', '{', 'null', '{"name":7}', '{"name":"Big"}'])(
  'a file that holds %j is reported, not replaced',
  (text) =>
    inScratchFolder(async (directory) => {
      const path = dataDirectoryLayout(directory).collectorFile;
      await writeFile(path, text);
      await expect(collectorName(directory)).rejects.toMatchObject({
        code: 'configuration_invalid',
        data: { file: path },
      });
      expect(await readFile(path, 'utf8')).toBe(text);
    }),
);
