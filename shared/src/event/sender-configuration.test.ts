import { expect, test } from 'vitest';
import type { EventCard } from '../catalog/model.js';
import { exampleCatalog } from './example.test-helper.js';
import { senderConfiguration } from './sender-configuration.js';

const statement = { id: 'a'.repeat(64), sequence: 7 };

function eventsOf(delivery: EventCard['delivery'], environment = 'site'): unknown {
  const catalog = exampleCatalog({ event: delivery === undefined ? {} : { delivery } });
  return senderConfiguration(catalog, statement, environment).events;
}

test('names its environment and the snapshot it comes from', () => {
  const { environment, snapshot } = senderConfiguration(exampleCatalog({}), statement, 'site');
  expect({ environment, snapshot }).toEqual({ environment: 'site', snapshot: statement });
});

test('says nothing of an event that is always sent', () => {
  expect(eventsOf(undefined)).toEqual({});
  expect(eventsOf({ pause: false, sample: 1 })).toEqual({});
});

test('says what is paused and what is sampled', () => {
  expect(eventsOf({ sample: 0.25 })).toEqual({ 'shop.viewed': { sample: 0.25 } });
  expect(eventsOf({ pause: true, sample: 0.25 })).toEqual({ 'shop.viewed': { pause: true } });
});

test('what an environment has for itself stands instead', () => {
  expect(eventsOf({ pause: true, environments: { site: { pause: false } } })).toEqual({});
  expect(eventsOf({ sample: 0.5, environments: { site: { sample: 0.1 } } })).toEqual({
    'shop.viewed': { sample: 0.1 },
  });
  expect(eventsOf({ sample: 0.5, environments: { app: { sample: 0.1 } } })).toEqual({
    'shop.viewed': { sample: 0.5 },
  });
});

test('says nothing of events that are not sent from there', () => {
  expect(eventsOf({ pause: true }, 'elsewhere')).toEqual({});
  expect(eventsOf({ pause: true }, 'constructor')).toEqual({});
});
