import { dialect } from '../catalog/schemas/json-schema.js';
import type { JsonSchema } from '../event/json-schema.js';

const count = { type: 'integer', minimum: 0 };

const outcomes = {
  type: 'object',
  required: ['accepted', 'flagged', 'quarantined', 'rejected'],
  properties: { accepted: count, flagged: count, quarantined: count, rejected: count },
};

const table = {
  type: 'object',
  required: ['rows', 'files'],
  properties: {
    rows: count,
    files: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'bytes', 'sha256', 'rows'],
        properties: {
          // Inside the warehouse: loaders join it to a root of their own.
          path: { type: 'string', pattern: '^(?!\\.{1,2}/)[^/\\\\]+(/(?!\\.{1,2}/)[^/\\\\]+)+$' },
          bytes: count,
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          rows: count,
          part: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
};

/** JSON Schema of an hour's manifest (manifest.ts). Later formats may have more keys: readers ignore them. */
export const manifestSchema: JsonSchema = {
  $schema: dialect,
  type: 'object',
  required: [
    'format',
    'writer',
    'hour',
    'generation',
    'state',
    'written_at',
    'snapshots',
    'outcomes',
    'repeats',
    'quarantine_repeats',
    'id_reused',
    'unstorable',
    'journals',
    'tables',
    'quarantine',
  ],
  properties: {
    format: { const: 1 },
    writer: { type: 'string', minLength: 1 },
    hour: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}$' },
    generation: { type: 'integer', minimum: 1 },
    state: { enum: ['open', 'closed'] },
    written_at: { type: 'string' },
    snapshots: { type: 'array', items: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    outcomes,
    repeats: count,
    quarantine_repeats: count,
    id_reused: count,
    unstorable: count,
    journals: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['first', 'next', 'groups'],
        properties: { first: count, next: count, groups: count },
      },
    },
    parts: { type: 'array', items: { type: 'object', additionalProperties: count } },
    waiting_rows: count,
    waiting_quarantine_rows: count,
    absent: { type: 'array', items: { type: 'string' } },
    writers: { type: 'array', items: { type: 'string' } },
    elsewhere: outcomes,
    judged_again: count,
    waiting_for: count,
    missing: {
      type: 'array',
      items: {
        type: 'object',
        required: ['journal', 'from', 'to'],
        properties: { journal: { type: 'string' }, from: count, to: count },
      },
    },
    tables: { type: 'object', additionalProperties: table },
    quarantine: table,
  },
};
