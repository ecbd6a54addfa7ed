import { describe, expect, it } from 'vitest';
import { currentFormat, migrateCatalog, migrations, type Migration } from './migrate.js';
import { settingsSchema } from './schemas/settings.js';

const files = new Map([
  ['catalog.json', '{"name": "shop", "format": 1}'],
  ['owners/shop.json', '{"members": [], "title": "Shop"}'],
]);

/** Two steps as two later formats might need them; there are no such formats. */
const steps: readonly Migration[] = [
  {
    from: 1,
    change: 'Teams have a second title.',
    migrate: (before) => new Map(before).set('owners/shop.json', '{"members": [], "title": "Shop again"}'),
  },
  {
    from: 2,
    change: 'There are more teams.',
    migrate: (before) => new Map(before).set('owners/more.json', before.get('owners/shop.json') ?? ''),
  },
];

describe('migrateCatalog', () => {
  it('leaves a catalog of this format as it is, to the byte', () => {
    expect(migrateCatalog(files)).toEqual({ from: 1, to: 1, changes: [], files });
  });

  it('has a step for every format before this one, and the schema knows this one', () => {
    expect(migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: currentFormat - 1 }, (_, at) => at + 1),
    );
    expect(settingsSchema.properties?.['format']?.const).toBe(currentFormat);
  });

  it('takes every step in its order, and writes what it touched in canonical form', () => {
    const { files: migrated, ...said } = migrateCatalog(files, steps, 3);
    expect(said).toEqual({
      from: 1,
      to: 3,
      changes: ['Teams have a second title.', 'There are more teams.'],
    });
    expect(JSON.parse(migrated.get('catalog.json') ?? '')).toEqual({ name: 'shop', format: 3 });
    expect(migrated.get('owners/more.json')).toBe('{\n  "title": "Shop again",\n  "members": []\n}\n');
  });

  it.each([
    ['{"name": "shop", "format": 2}', 'format_too_new'],
    ['{"name": "shop", "format": "1"}', 'catalog_has_errors'],
    ['{"name": "shop", "format": 0}', 'catalog_has_errors'],
    ['{"name": "shop"}', 'catalog_has_errors'],
    ['[]', 'catalog_has_errors'],
    ['{', 'catalog_has_errors'],
  ])('refuses %s', (text, code) => {
    expect(() => migrateCatalog(new Map([['catalog.json', text]]))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
