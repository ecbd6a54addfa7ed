import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAll } from './write-all.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-write-all-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('all files are written, into folders that may not be there yet, and nothing else is left', async () => {
  await writeAll(
    join(folder, 'book'),
    new Map([
      ['catalog.json', '1'],
      ['events/a/event.json', '2'],
    ]),
  );
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    'book',
    'book/catalog.json',
    'book/events',
    'book/events/a',
    'book/events/a/event.json',
  ]);
});

test('where one file has no place, every file is as it was', async () => {
  writeFileSync(join(folder, 'a.json'), 'before');
  mkdirSync(join(folder, 'c.json'));
  const files = new Map([
    ['a.json', 'after'],
    ['b.json', 'new'],
    ['c.json', 'a folder stands here'],
  ]);
  await expect(writeAll(folder, files)).rejects.toMatchObject({ code: 'file_unreadable' });
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('before');
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'c.json']);
});
