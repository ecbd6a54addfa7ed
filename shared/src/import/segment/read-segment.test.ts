import { expect, test } from 'vitest';
import { readSegment } from './read-segment.js';

const message = (properties: object, more: object = {}): object => ({
  type: 'object',
  properties: { context: {}, traits: {}, properties: { type: 'object', properties }, ...more },
});

function read(plan: unknown): ReturnType<typeof readSegment> {
  return readSegment(new Map([['plan.json', JSON.stringify(plan)]]));
}

test('rules of the Public API: versions by number, traits of people, labels as tags', () => {
  const book = read({
    data: {
      rules: [
        {
          type: 'TRACK',
          key: 'Order Completed',
          version: 2,
          jsonSchema: message({ total: { type: 'number' } }),
        },
        {
          type: 'TRACK',
          key: 'Order Completed',
          version: 1,
          jsonSchema: message({ total: { type: 'string' } }),
          labels: { team: 'pay' },
        },
        {
          type: 'IDENTIFY',
          key: null,
          version: 1,
          jsonSchema: message({}, { traits: { type: 'object', properties: { email: { type: 'string' } } } }),
        },
      ],
    },
  });
  expect(book.problems).toEqual([]);
  const [order, identify] = book.events;
  expect(order?.versions.map(({ label, pointer, schema }) => [label, pointer, schema])).toEqual([
    [
      '1',
      '/data/rules/1/jsonSchema/properties/properties',
      { type: 'object', properties: { total: { type: 'string' } } },
    ],
    [
      '2',
      '/data/rules/0/jsonSchema/properties/properties',
      { type: 'object', properties: { total: { type: 'number' } } },
    ],
  ]);
  expect(identify?.name).toEqual(['identify']);
  expect(identify?.versions[0]?.schema).toMatchObject({ properties: { email: { type: 'string' } } });
});

test('the plan of the Config API: what is common is put into each event, what is of the message is told', () => {
  const book = read({
    name: 'workspaces/acme/tracking-plans/rs_1',
    display_name: 'Acme',
    rules: {
      global: message(
        { app: { type: 'string' } },
        { context: { type: 'object', properties: { ip: { type: 'string' } } } },
      ),
      events: [
        {
          name: 'Cart Viewed',
          description: 'Somebody looked.',
          rules: message(
            { id: { $ref: '#/definitions/id' } },
            { context: { type: 'object', properties: { ip: { type: 'string' } } } },
          ),
        },
        { name: 17 },
      ],
    },
  });
  expect(book.events).toHaveLength(1);
  expect(book.events[0]).toMatchObject({ shownName: 'Cart Viewed', description: 'Somebody looked.' });
  expect(book.events[0]?.versions[0]).toMatchObject({
    origin: 'segment:Acme/Cart Viewed/1',
    schema: { allOf: [{ properties: { id: {} } }, { properties: { app: { type: 'string' } } }] },
  });
  expect(book.skipped).toMatchObject([{ pointer: '/rules/events/0/rules/properties/context' }]);
  expect(book.problems).toMatchObject([{ pointer: '/rules/events/1' }]);
});

test.each([['[]'], ['{"rules": 1}'], ['{'], ['null']])('%s is no tracking plan', (text) => {
  expect(readSegment(new Map([['plan.json', text]])).problems).toHaveLength(1);
});
