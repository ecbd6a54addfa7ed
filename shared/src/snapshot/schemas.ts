import { invalidPolicies, valueTypes } from '../catalog/model.js';
import { longestName, namePatterns, type NameShape } from '../catalog/names.js';
import { dialect } from '../catalog/schemas/json-schema.js';
import type { JsonSchema } from '../event/json-schema.js';

/*
 * Names are checked here once more, because they become paths, tables and keys: a snapshot comes over the
 * network. Cards may have more keys than these: a newer program may have built them.
 */
const eventName = nameSchema('event');
const fieldName = nameSchema('field');
const kebabName = nameSchema('kebab');
const scalar = { type: ['string', 'number', 'boolean'] };
const count = { type: 'integer', minimum: 0 };

const shape = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { enum: [...valueTypes] },
    items: { $ref: '#/$defs/shape' },
    properties: {
      type: 'object',
      propertyNames: fieldName,
      additionalProperties: { $ref: '#/$defs/shape' },
    },
    precision: { type: 'integer', minimum: 1, maximum: 38 },
    scale: { type: 'integer', minimum: 0, maximum: 38 },
    values: { type: 'array', minItems: 1, items: scalar },
    required: { type: 'boolean' },
    nullable: { type: 'boolean' },
  },
};

const contract = {
  type: 'object',
  required: ['version', 'fields'],
  properties: {
    version: { type: 'integer', minimum: 1 },
    open: { type: 'boolean' },
    fields: {
      type: 'object',
      propertyNames: fieldName,
      additionalProperties: {
        type: 'object',
        properties: {
          required: { type: 'boolean' },
          nullable: { type: 'boolean' },
          enum: { type: 'array', minItems: 1, items: scalar },
          minimum: { type: 'number' },
          maximum: { type: 'number' },
          minLength: count,
          maxLength: count,
          pattern: { type: 'string', maxLength: 1000 },
          format: { enum: ['uri', 'email', 'ip'] },
          minItems: count,
          maxItems: count,
        },
      },
    },
  },
};

const localFields = {
  type: 'object',
  propertyNames: fieldName,
  additionalProperties: { $ref: '#/$defs/shape' },
};
const contracts = { type: 'array', items: { $ref: '#/$defs/contract' } };

const deliverySwitch = {
  pause: { type: 'boolean' },
  sample: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
};

/** Served to every sender, so it is held to its shape here. */
const delivery = {
  type: 'object',
  properties: {
    ...deliverySwitch,
    environments: {
      type: 'object',
      propertyNames: kebabName,
      additionalProperties: { type: 'object', properties: deliverySwitch },
    },
  },
};

const environmentCard = {
  type: 'object',
  required: ['sources'],
  properties: {
    on_invalid: { enum: [...invalidPolicies] },
    fields: localFields,
    sources: {
      type: 'object',
      propertyNames: kebabName,
      additionalProperties: {
        type: 'object',
        properties: {
          keys: {
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'sha256'],
              properties: {
                id: { type: 'string' },
                sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
                revoked: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
};

const eventCard = {
  type: 'object',
  required: ['status', 'environments', 'destinations'],
  properties: {
    status: { enum: ['active', 'deprecated'] },
    versions: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['status'],
        properties: { status: { enum: ['deprecated', 'withdrawn'] } },
      },
    },
    environments: { type: 'object', propertyNames: kebabName, additionalProperties: { type: 'object' } },
    destinations: { type: 'array', items: kebabName },
    delivery,
    fields: localFields,
  },
};

function nameSchema(shape: NameShape): object {
  return { type: 'string', maxLength: longestName[shape], pattern: namePatterns[shape] };
}

function holdersSchema(names: object, card: object): object {
  return {
    type: 'object',
    propertyNames: names,
    additionalProperties: {
      type: 'object',
      required: ['card', 'contracts'],
      properties: { card, contracts },
    },
  };
}

/** What a snapshot's content holds to, before a collector judges by it. */
export const contentSchema: JsonSchema = {
  $schema: dialect,
  title: "A snapshot's content",
  type: 'object',
  required: ['format', 'name', 'fields', 'environments', 'events', 'destinations'],
  properties: {
    format: { const: 1 },
    name: { type: 'string' },
    title: { type: 'string' },
    langpack: {
      type: 'object',
      required: ['collectors'],
      properties: { collectors: { type: 'array', items: { type: 'string' } } },
    },
    fields: localFields,
    environments: holdersSchema(kebabName, environmentCard),
    events: holdersSchema(eventName, eventCard),
    destinations: {
      type: 'object',
      propertyNames: kebabName,
      additionalProperties: {
        type: 'object',
        required: ['kind'],
        properties: { topic: { type: 'string', pattern: '^[.a-zA-Z0-9_-]{1,64}$' } },
      },
    },
  },
  $defs: { shape, contract },
};

const instant = { type: ['string', 'null'], maxLength: 40 };

export const statementSchema: JsonSchema = {
  $schema: dialect,
  title: "A snapshot's statement",
  type: 'object',
  required: ['id', 'sequence', 'commit', 'committed_at', 'signed_at'],
  properties: {
    id: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    sequence: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    commit: { type: ['string', 'null'], pattern: '^[0-9a-f]{40,64}$' },
    committed_at: instant,
    signed_at: instant,
  },
};
