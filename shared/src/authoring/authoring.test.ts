import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { formatFile } from '../catalog/format.js';
import { parseCatalog } from '../catalog/parse.js';
import { checkCatalog } from '../check/check.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { type CatalogEdit, type CatalogFiles, withEdit } from './catalog-files.js';
import { deprecateEvent, deprecateVersion } from './deprecate-event.js';
import { newEvent } from './new-event.js';
import { newField, parseType } from './new-field.js';
import { newVersion } from './new-version.js';
import { renameEvent } from './rename-event.js';

let files: CatalogFiles;

beforeAll(async () => {
  files = (await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'))).files;
});

/** What the edit makes, after proof that it is canonical, breaks no rule and touches nothing that was published. */
function applied(edit: CatalogEdit): ReturnType<typeof parseCatalog>['catalog'] {
  for (const [path, text] of edit) {
    if (text !== undefined) expect(formatFile(path, text)).toBe(text);
  }
  const edited = withEdit(files, edit);
  const base = parseCatalog(files).catalog;
  expect(checkCatalog(edited, { base, today: '2026-11-25' }).findings).toEqual([]);
  return parseCatalog(edited).catalog;
}

const returned = {
  name: 'checkout.order_returned',
  owner: 'payments',
  environments: ['site-backend'],
  destinations: ['warehouse'],
  fields: { order_id: { required: true }, currency: {} },
};

describe('a new event', () => {
  it('is a card and a contract numbered 1, as a draft', () => {
    const edit = newEvent(files, {
      ...returned,
      description: 'The money went back.',
      tags: ['money', 'funnel'],
    });
    expect([...edit.keys()]).toEqual([
      'events/checkout.order_returned/event.json',
      'events/checkout.order_returned/1.json',
    ]);
    const event = applied(edit).events.get('checkout.order_returned');
    expect(event?.card).toMatchObject({
      title: 'Order returned',
      status: 'draft',
      tags: ['funnel', 'money'],
    });
    expect(event?.contracts.get(1)?.fields).toEqual({ order_id: { required: true }, currency: {} });
  });

  it.each([
    [{ name: 'Checkout Order' }, 'name_invalid'],
    [{ name: 'checkout.order_paid' }, 'name_taken'],
    [{ name: 'checkout.orderPaid' }, 'name_taken'],
    [{ owner: 'nobody' }, 'owner_not_found'],
    [{ environments: ['site-backend', 'moon'] }, 'environment_not_found'],
    [{ destinations: ['moon'] }, 'destination_not_found'],
    [{ fields: { order_idd: {} } }, 'field_not_found'],
    [{ fields: { constructor: {} } }, 'field_not_found'],
  ])('is refused: %j', (change, code) => {
    expect(() => newEvent(files, { ...returned, ...change })).toThrow(expect.objectContaining({ code }));
  });
});

describe('a new version', () => {
  it('copies the newest contract under the next number, changed as asked', () => {
    const edit = newVersion(files, 'checkout.order_paid', {
      add: { region: { required: true } },
      relax: ['user_id'],
      drop: ['currency'],
      note: 'Asked for by growth',
    });
    expect([...edit.keys()]).toEqual(['events/checkout.order_paid/4.json']);
    const contract = applied(edit).events.get('checkout.order_paid')?.contracts.get(4);
    expect(contract?.note).toBe('Asked for by growth');
    expect(Object.entries(contract?.fields ?? {})).toEqual([
      ['order_id', { required: true, minLength: 1, maxLength: 40 }],
      ['user_id', {}],
      ['payment_method', { required: true }],
      ['amount', { required: true }],
      ['items', { required: true, minItems: 1, maxItems: 100 }],
      ['region', { required: true }],
    ]);
  });

  it('has no note that is another version’s', () => {
    const edit = newVersion(files, 'checkout.order_paid', { drop: ['items'] });
    expect(edit.get('events/checkout.order_paid/4.json')).not.toContain('note');
  });

  it.each([
    ['moon.seen', {}, 'event_not_found'],
    ['checkout.order_paid', {}, 'edit_refused'],
    ['checkout.order_paid', { require: ['order_id'] }, 'edit_refused'],
    ['checkout.order_paid', { add: { order_id: {} } }, 'edit_refused'],
    ['checkout.order_paid', { add: { moon: {} } }, 'field_not_found'],
    ['checkout.order_paid', { drop: ['region'] }, 'field_not_found'],
    ['checkout.order_paid', { require: ['region'] }, 'field_not_found'],
  ])('of %s with %j is refused', (name, changes, code) => {
    expect(() => newVersion(files, name, changes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a deprecation', () => {
  const words = { since: '2026-11-25', reason: 'There is a better one.' };

  it('of an event says since when, why and what instead', () => {
    const edit = deprecateEvent(files, 'advert.viewed', {
      ...words,
      replacement: 'search.result_clicked',
      sunset: '2027-05-01',
    });
    expect(applied(edit).events.get('advert.viewed')?.card).toMatchObject({
      status: 'deprecated',
      deprecation: { ...words, replacement: 'search.result_clicked', sunset: '2027-05-01' },
    });
  });

  it('of a version leaves the event and the other versions alone', () => {
    const edit = deprecateVersion(files, 'advert.viewed', 1, { status: 'withdrawn', ...words });
    expect(applied(edit).events.get('advert.viewed')?.card).toMatchObject({
      status: 'active',
      versions: { '1': { status: 'withdrawn' } },
    });
  });

  it('is refused for what is not there and for a draft', () => {
    const refused = (code: string): unknown => expect.objectContaining({ code });
    expect(() => deprecateEvent(files, 'moon.seen', words)).toThrow(refused('event_not_found'));
    expect(() => deprecateEvent(files, 'advert.viewed', { ...words, replacement: 'moon' })).toThrow(
      refused('event_not_found'),
    );
    expect(() => deprecateEvent(files, 'recommendation.shown', words)).toThrow(refused('edit_refused'));
    expect(() => deprecateVersion(files, 'advert.viewed', 9, { status: 'deprecated', ...words })).toThrow(
      refused('version_not_found'),
    );
  });
});

describe('a rename', () => {
  it('is a new event with the contracts from 1 on, and deprecates the old one', () => {
    const edit = renameEvent(files, 'message.sent', 'message.delivered', { since: '2026-11-25' });
    const { events } = applied(edit);
    const [old, renamed] = [events.get('message.sent'), events.get('message.delivered')];
    expect(renamed?.card).toMatchObject({ status: 'active', renamed_from: 'message.sent' });
    expect(renamed?.card.versions).toEqual(old?.card.versions);
    expect([...(renamed?.contracts ?? [])]).toEqual([...(old?.contracts ?? [])]);
    expect(old?.card).toMatchObject({
      status: 'deprecated',
      deprecation: { replacement: 'message.delivered' },
    });
  });

  it('numbers from 1 where the old numbers had gaps', () => {
    const gap = new Map(files);
    gap.delete('events/checkout.order_paid/2.json');
    const edit = renameEvent(gap, 'checkout.order_paid', 'checkout.paid', { since: '2026-11-25' });
    expect([...edit.keys()].sort()).toEqual([
      'events/checkout.order_paid/event.json',
      'events/checkout.paid/1.json',
      'events/checkout.paid/2.json',
      'events/checkout.paid/event.json',
    ]);
    expect(edit.get('events/checkout.paid/2.json')).toContain('"version": 2');
  });

  it('moves a draft', () => {
    const { events } = applied(
      renameEvent(files, 'recommendation.shown', 'recommendation.seen', { since: '2026-11-25' }),
    );
    expect(events.has('recommendation.shown')).toBe(false);
    expect(events.get('recommendation.seen')?.card).toMatchObject({ status: 'draft' });
    expect(events.get('recommendation.seen')?.card.renamed_from).toBeUndefined();
  });
});

describe('a new field', () => {
  it('is a file of the dictionary, or stands on one card', () => {
    const cost = {
      type: 'decimal',
      precision: 14,
      scale: 2,
      unit: 'RUB',
      privacy: 'none',
      owner: 'payments',
    } as const;
    const described = { description: 'What the way to the buyer costs.', examples: ['4.90'] };
    const edit = newField(files, { name: 'delivery_cost', ...cost, ...described });
    const { fields } = parseCatalog(withEdit(files, edit)).catalog;
    expect(fields.get('delivery_cost')).toMatchObject({ ...cost, title: 'Delivery cost' });
    const local = newField(files, {
      name: 'channel',
      type: 'string',
      privacy: 'none',
      event: 'advert.viewed',
    });
    expect(
      parseCatalog(withEdit(files, local)).catalog.events.get('advert.viewed')?.card.fields,
    ).toMatchObject({
      channel: { type: 'string', title: 'Channel' },
    });
    expect(() => newField(files, { name: 'orderId', type: 'string' })).toThrow(
      expect.objectContaining({ code: 'name_taken' }) as Error,
    );
  });

  test.each([
    ['decimal(14,2)', { type: 'decimal', precision: 14, scale: 2 }],
    ['bigint(20)', { type: 'bigint', precision: 20 }],
    ['array of array of uuid', { type: 'array', items: { type: 'array', items: { type: 'uuid' } } }],
    ['Decimal', undefined],
    ['array of', undefined],
  ])('has the type %s', (text, shape) => {
    expect(parseType(text)).toEqual(shape);
  });
});
