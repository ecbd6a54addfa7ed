import { expect, it } from 'vitest';
import type { Catalog, Contract, FieldUse } from '../catalog/model.js';
import { exampleCatalog } from '../event/example.test-helper.js';
import type { Change } from './change.js';
import { diffCatalogs } from './diff-catalogs.js';

/** The example's event with these contracts, each of which names one field. */
function catalogWith(...uses: readonly FieldUse[]): Catalog {
  const catalog = exampleCatalog({ fields: { price: { type: 'integer' } } });
  const event = catalog.events.get('shop.viewed');
  if (event === undefined) throw new Error('the example has this event');
  const contracts = new Map(
    uses.map((price, index): [number, Contract] => [index + 1, { version: index + 1, fields: { price } }]),
  );
  return { ...catalog, events: new Map([['shop.viewed', { ...event, contracts }]]) };
}

function changes(before: Catalog, after: Catalog, published?: Catalog): readonly Change[] {
  const options = published === undefined ? {} : { published };
  return diffCatalogs(before, after, options).subjects.flatMap((subject) => subject.changes);
}

const meanings = (...compared: Parameters<typeof changes>): string[] => [
  ...new Set(changes(...compared).map(({ meaning }) => meaning)),
];

const [loose, strict, stricter]: readonly [FieldUse, FieldUse, FieldUse] = [
  {},
  { required: true },
  { required: true, minimum: 1 },
];

it('a version that was committed and never published may be edited and deleted, and affects nobody', () => {
  const [published, before] = [catalogWith(loose), catalogWith(loose, strict)];
  expect(meanings(before, catalogWith(loose, stricter))).toEqual(['forbidden']);
  expect(meanings(before, catalogWith(loose, stricter), published)).toEqual(['safe']);
  expect(meanings(before, published)).toEqual(['forbidden']);
  expect(meanings(before, published, published)).toEqual(['safe']);
});

it('a published one may not, whatever was committed since', () => {
  const [published, before] = [catalogWith(loose), catalogWith(strict)];
  expect(meanings(before, catalogWith(stricter), published)).toEqual(['forbidden']);
  expect(meanings(before, catalogWith(), published)).toEqual(['forbidden']);
});

it('what was edited in spite of that may be put back', () => {
  const published = catalogWith(loose);
  expect(meanings(catalogWith(strict), catalogWith(loose), published)).toEqual(['safe']);
});

it('where nothing is published, nothing is forbidden', () => {
  const nothing: Catalog = {
    ...catalogWith(),
    events: new Map(),
    environments: new Map(),
    fields: new Map(),
  };
  expect(meanings(catalogWith(strict), catalogWith(loose), nothing)).toEqual(['safe']);
  expect(meanings(catalogWith(strict), nothing, nothing)).toEqual(['safe']);
});
