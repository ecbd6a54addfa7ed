import { privacyClasses, valueTypes } from '../model.js';
import type { JsonSchema } from './json-schema.js';
import { choice, flag, nameSchema, text, words } from './parts.js';

const type = choice(
  'Type',
  'What kind of value this is. Fixed once published. `integer` is safe up to 2^53, `bigint` and `decimal` travel ' +
    'as strings, `timestamp` counts microseconds since 1970, `json` is anything, stored as text.',
  valueTypes,
);
const title = words('Title', 'A few words for people, as they would say it.');
const description = text('Description', 'What the value means and where it comes from (Markdown).');
const privacy = choice(
  'Privacy class',
  'How close the value is to a person: none, pseudonymous (an id that stands for one), personal, sensitive.',
  privacyClasses,
);
const precision: JsonSchema = {
  title: 'Precision',
  description:
    'For `decimal`, and for `bigint` where it is limited: how many digits in all, from 1 to 38. Fixed once published.',
  type: 'integer',
  minimum: 1,
  maximum: 38,
};
const scale: JsonSchema = {
  title: 'Scale',
  description:
    'For `decimal`: how many of the digits stand after the point, at most the precision. Fixed once published.',
  type: 'integer',
  minimum: 0,
  maximum: 38,
};
const values: JsonSchema = {
  title: 'Allowed values',
  description:
    'For `string`, `integer` and `number`: the only values there are. Once published the list may only grow.',
  type: 'array',
  minItems: 1,
  maxItems: 10_000,
  uniqueItems: true,
  items: {
    title: 'Value',
    description: 'One allowed value, of the type declared.',
    type: ['string', 'number', 'boolean'],
  },
};
const items: JsonSchema = {
  title: 'Items',
  description: 'For `array`: what each item is. Fixed once published.',
  $ref: '#/$defs/shape',
};
const properties: JsonSchema = {
  title: 'Properties',
  description: 'For `object`: its keys, in the order in which they are shown. Closed; fixed once published.',
  type: 'object',
  maxProperties: 200,
  propertyNames: nameSchema('field', 'Property name', 'Letters, digits and "_", starting with a letter.'),
  additionalProperties: { $ref: '#/$defs/property' },
};

const shapeDefinition: JsonSchema = {
  title: 'Shape of a value',
  description: 'A type and what belongs to it.',
  type: 'object',
  properties: { type, precision, scale, values, items, properties },
  required: ['type'],
  additionalProperties: false,
};

const propertyDefinition: JsonSchema = {
  title: 'Property',
  description: 'One key of an object.',
  type: 'object',
  properties: {
    type,
    title,
    description,
    required: flag('Required', 'Whether the object must have this key. Fixed once published.'),
    nullable: flag('Nullable', 'Whether the value may be null. Fixed once published.'),
    privacy,
    precision,
    scale,
    values,
    items,
    properties,
  },
  required: ['type'],
  additionalProperties: false,
};

const declarationDefinition: JsonSchema = {
  title: 'Field',
  description: 'A named, typed value, declared once.',
  type: 'object',
  properties: {
    type,
    title,
    description,
    owner: nameSchema(
      'kebab',
      'Owner',
      'The team that answers for the field: the name of a file in owners/.',
    ),
    unit: words('Unit', 'What a number counts, as in RUB, ms or kg. Fixed once published.', 40),
    privacy,
    precision,
    scale,
    values,
    items,
    properties,
    examples: {
      title: 'Examples',
      description: 'Values as senders would write them.',
      type: 'array',
      maxItems: 100,
    },
  },
  required: ['type'],
  additionalProperties: false,
};

/** Carried by every schema that holds declarations, so that each stands alone in an editor. */
export const declarationDefinitions: Readonly<Record<string, JsonSchema>> = {
  declaration: declarationDefinition,
  property: propertyDefinition,
  shape: shapeDefinition,
};

/** The `fields` of a card: its local fields. */
export const localFields: JsonSchema = {
  title: 'Local fields',
  description: 'Fields that only this card uses, in the order in which they are shown.',
  type: 'object',
  maxProperties: 1000,
  propertyNames: nameSchema(
    'field',
    'Field name',
    'Letters, digits and "_", starting with a letter, as in order_id.',
  ),
  additionalProperties: { $ref: '#/$defs/declaration' },
};
