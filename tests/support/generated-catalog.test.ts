import { formatFile } from '@eventbook/shared/catalog/format';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { checkCatalog } from '@eventbook/shared/check/check';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateCatalog, writeCatalogFiles } from './generated-catalog.js';
import { editCatalog } from './generated-edit.js';

const size = { events: 120, fields: 200, environments: 12 };

test('a made-up catalog is as large as was asked for, and the same each time', () => {
  const files = generateCatalog(size);
  const { catalog } = parseCatalog(files);
  expect([catalog.events.size, catalog.fields.size, catalog.environments.size]).toEqual([120, 200, 12]);
  expect([...catalog.events.values()].every((event) => event.contracts.size === 3)).toBe(true);
  expect(generateCatalog(size)).toEqual(files);
  expect(generateCatalog({ ...size, seed: 7 })).not.toEqual(files);
});

test('it checks without errors, and its files are in canonical form', () => {
  const files = generateCatalog(size);
  expect(checkCatalog(files).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const [path, text] of files) expect(formatFile(path, text)).toBe(text);
});

test('some weeks later it checks against what it was; forbidden edits are found', () => {
  const files = generateCatalog(size);
  const base = parseCatalog(files).catalog;
  const errors = (edited: ReadonlyMap<string, string>): string[] =>
    checkCatalog(edited, { base })
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
  const later = editCatalog(files, { share: 0.5 });
  expect(errors(later)).toEqual([]);
  expect(later).not.toEqual(files);
  expect(errors(editCatalog(files, { forbidden: true }))).toEqual(
    expect.arrayContaining([
      'published-contract-edited',
      'published-event-deleted',
      'published-contract-deleted',
      'back-to-draft',
      'environment-taken-off',
      'published-declaration-changed',
    ]),
  );
});

test('written to a folder it reads as it was', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'eventbook-generated-'));
  try {
    const files = generateCatalog({ ...size, events: 20 });
    await writeCatalogFiles(directory, files);
    expect(new Map([...(await readCatalogFolder(directory)).files].sort())).toEqual(
      new Map([...files].sort()),
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});
