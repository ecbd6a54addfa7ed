import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatFile } from '../catalog/format.js';
import type { Catalog } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import { checkCatalog } from '../check/check.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { type CatalogEdit, type CatalogFiles, withEdit, written } from './catalog-files.js';
import { deleteThing } from './delete-thing.js';
import { newField } from './new-field.js';
import { newVersion } from './new-version.js';
import { referencesTo } from './references.js';
import { mergeField, renameField } from './replace-field.js';

let published: CatalogFiles;
let base: Catalog;
/** The template, with a field of its own in a new version of two events. */
let files: CatalogFiles;

beforeAll(async () => {
  published = (await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'))).files;
  base = parseCatalog(published).catalog;
  const field = newField(published, {
    name: 'coupon_code',
    type: 'string',
    owner: 'payments',
    privacy: 'none',
    description: 'What was typed.',
  });
  files = withEdit(published, field);
  for (const event of ['checkout.order_paid', 'checkout.started']) {
    files = withEdit(files, newVersion(files, event, { add: { coupon_code: { maxLength: 20 } } }));
  }
});

function applied(edit: CatalogEdit): CatalogFiles {
  for (const [path, text] of edit) if (text !== undefined) expect(formatFile(path, text)).toBe(text);
  return withEdit(files, edit);
}

describe('renaming a field', () => {
  it('moves its file and follows it into every contract that is not published', () => {
    const edit = renameField(files, base, 'coupon_code', 'voucher_code');
    expect([...edit.keys()].sort()).toEqual([
      'events/checkout.order_paid/4.json',
      'events/checkout.started/2.json',
      'fields/coupon_code.json',
      'fields/voucher_code.json',
    ]);
    const edited = applied(edit);
    expect(checkCatalog(edited, { base, today: '2026-11-25' }).findings).toEqual([]);
    const { catalog } = parseCatalog(edited);
    expect(catalog.fields.has('coupon_code')).toBe(false);
    expect(catalog.events.get('checkout.started')?.contracts.get(2)?.fields).toHaveProperty('voucher_code', {
      maxLength: 20,
    });
  });

  it.each([
    ['9_coupons', 'name_invalid'],
    ['orderid', 'name_taken'],
    ['coupon_code', 'name_taken'],
  ])('does not take the name %s', (to, code) => {
    expect(() => renameField(files, base, 'coupon_code', to)).toThrow(expect.objectContaining({ code }));
  });

  it('says which published contracts hold the name, and what to do instead', () => {
    expect(() => renameField(files, base, 'order_id', 'order_number')).toThrow(
      expect.objectContaining({
        code: 'edit_refused',
        message: expect.stringContaining('events/checkout.order_paid/1.json') as string,
        hint: expect.stringContaining('new version') as string,
      }),
    );
    // A published contract may use what has gone from the published dictionary since.
    const fields = new Map(base.fields);
    fields.delete('order_id');
    expect(() => renameField(files, { ...base, fields }, 'order_id', 'order_number')).toThrow(
      expect.objectContaining({ code: 'edit_refused' }),
    );
  });

  it('leaves local fields of that name alone, and refuses a name that one has where it would come', () => {
    const path = 'events/checkout.started/event.json';
    const card = JSON.parse(files.get(path) ?? '') as object;
    const local = (name: string): CatalogFiles =>
      withEdit(
        files,
        new Map([written(path, { ...card, fields: { [name]: { type: 'string', title: 'Local' } } })]),
      );
    expect([...renameField(local('coupon_code'), base, 'coupon_code', 'voucher_code').keys()]).not.toContain(
      'events/checkout.started/2.json',
    );
    expect(() => renameField(local('voucher_code'), base, 'coupon_code', 'voucher_code')).toThrow(
      /checkout\.started has a local field voucher_code/u,
    );
  });
});

describe('merging a field into another', () => {
  it('replaces it in every contract and deletes it, and tells what is different there', () => {
    const { edit, remarks } = mergeField(files, base, 'coupon_code', 'region');
    expect(edit.get('fields/coupon_code.json')).toBeUndefined();
    const { catalog } = parseCatalog(applied(edit));
    expect(catalog.events.get('checkout.order_paid')?.contracts.get(4)?.fields).toHaveProperty('region');
    expect(catalog.fields.has('coupon_code')).toBe(false);
    expect(remarks.filter((each) => each.startsWith('Type'))).toEqual([]);
  });

  it('tells of another type and of narrowings that the other does not allow', () => {
    const number = withEdit(files, newField(files, { name: 'coupon_number', type: 'integer' }));
    const { remarks } = mergeField(number, base, 'coupon_code', 'coupon_number');
    expect(remarks).toContain('Type: string for coupon_code, integer for coupon_number.');
    expect(remarks).toContain(
      'events/checkout.started/2.json: "maxLength" narrows string; this field is of type integer.',
    );
  });

  it('keeps what a contract with both says of the other', () => {
    const both = withEdit(files, newField(files, { name: 'voucher', type: 'string' }));
    const path = 'events/checkout.started/2.json';
    const contract = JSON.parse(files.get(path) ?? '') as { fields: object };
    const fields = { ...contract.fields, voucher: { required: true } };
    const { edit, remarks } = mergeField(
      withEdit(both, new Map([written(path, { ...contract, fields })])),
      base,
      'coupon_code',
      'voucher',
    );
    expect(JSON.parse(edit.get(path) ?? '')).toHaveProperty('fields.voucher', { required: true });
    expect(remarks).toContain(
      `${path} has both: what it says of voucher stays, what it says of coupon_code goes.`,
    );
  });

  it('refuses itself, what is published, and what is not there', () => {
    expect(() => mergeField(files, base, 'coupon_code', 'coupon_code')).toThrow(/is the field itself/u);
    expect(() => mergeField(files, base, 'order_id', 'coupon_code')).toThrow(/cannot be merged/u);
    expect(() => mergeField(files, base, 'coupon_code', 'no_such')).toThrow(/no field "no_such"/u);
  });
});

describe('deleting a thing', () => {
  it('refuses what is published and what is used, by name, and takes the rest', () => {
    const catalog = parseCatalog(files).catalog;
    const of = { catalog, base };
    expect(() => deleteThing(files, of, 'owner', 'payments')).toThrow(/is published/u);
    const unpublished = { catalog, base: undefined };
    expect(() => deleteThing(files, unpublished, 'owner', 'payments')).toThrow(
      /still used by event checkout\.order_paid/u,
    );
    expect(() => deleteThing(files, unpublished, 'destination', 'warehouse')).toThrow(/and \d+ more/u);
    expect(() => deleteThing(files, of, 'field', 'coupon_code')).toThrow(
      /events\/checkout\.started\/2\.json/u,
    );
    const environment = new Map([...files, ['environments/kiosk/environment.json', '{}']]);
    expect([...deleteThing(environment, of, 'environment', 'kiosk')]).toEqual([
      ['environments/kiosk/environment.json', undefined],
    ]);
  });
});

it('finds who names an owner, an environment, a destination and a field', () => {
  const { catalog } = parseCatalog(files);
  expect(referencesTo(catalog, 'field', 'coupon_code')).toEqual([
    { kind: 'event', name: 'checkout.order_paid', versions: [4] },
    { kind: 'event', name: 'checkout.started', versions: [2] },
  ]);
  const kinds = new Set(referencesTo(catalog, 'owner', 'payments').map(({ kind }) => kind));
  expect([...kinds].slice(0, 2)).toEqual(['event', 'field']);
  expect(referencesTo(catalog, 'environment', 'mobile-app').length).toBeGreaterThan(0);
  expect(referencesTo(catalog, 'destination', 'warehouse')).toHaveLength(13);
});
