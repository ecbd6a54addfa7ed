import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { fileURLToPath } from 'node:url';
import { bulkEdit } from './bulk-edit.js';

const template = fileURLToPath(new URL('../../../../catalog-template/', import.meta.url));
const { files } = await readCatalogFolder(template);
const published = { isFrozen: () => true, today: '2026-12-01' };

it('adds a field as a new version, or to the newest where that is not published yet', () => {
  const events = ['checkout.order_paid', 'checkout.started'];
  const change = { kind: 'field', field: 'region', required: true, note: 'Asked for by logistics' } as const;
  const frozen = bulkEdit(files, events, change, published);
  expect(frozen.files.map(({ path, before }) => [path, before])).toEqual([
    ['events/checkout.order_paid/4.json', null],
    ['events/checkout.started/2.json', null],
  ]);
  expect(JSON.parse(frozen.files[0]?.after ?? '')).toMatchObject({
    version: 4,
    note: 'Asked for by logistics',
    fields: { region: { required: true } },
  });
  const open = bulkEdit(files, events, change, { ...published, isFrozen: () => false });
  expect(open.files.map(({ path }) => path)).toEqual([
    'events/checkout.order_paid/3.json',
    'events/checkout.started/1.json',
  ]);
});

it('leaves out what has it already, what it cannot be made to, and says so; nothing of the files is changed', () => {
  const has = bulkEdit(
    files,
    ['checkout.order_paid'],
    { kind: 'field', field: 'order_id', required: false, note: '' },
    published,
  );
  expect(has).toEqual({
    files: [],
    skipped: [
      { event: 'checkout.order_paid', reason: 'Version 3 of checkout.order_paid has order_id already.' },
    ],
  });
  const mixed = bulkEdit(
    files,
    ['checkout.order_paid', 'advert.viewed', 'no.such'],
    { kind: 'owner', owner: 'payments' },
    published,
  );
  expect(mixed.files.map(({ path }) => path)).toEqual(['events/advert.viewed/event.json']);
  expect(mixed.skipped.map(({ event }) => event)).toEqual(['checkout.order_paid', 'no.such']);
  expect(files.get('events/advert.viewed/event.json')).toBe(
    readFileSync(`${template}events/advert.viewed/event.json`, 'utf8'),
  );
});

it('changes tags and destinations by what comes and what goes', () => {
  const { files: changed } = bulkEdit(
    files,
    ['checkout.order_paid'],
    { kind: 'tags', add: ['audit'], remove: ['funnel'] },
    published,
  );
  expect(JSON.parse(changed[0]?.after ?? '')).toMatchObject({ tags: ['audit', 'money'] });
});
