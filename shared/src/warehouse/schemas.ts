import { dialect } from '../catalog/schemas/json-schema.js';
import type { JsonSchema } from '../event/json-schema.js';
import { outcomes } from '../event/outcome.js';
import type { Manifest } from './manifest.js';

const count = { type: 'integer', minimum: 0 };
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };

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
        properties: { path: { type: 'string', minLength: 1 }, bytes: count, sha256, rows: count },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const properties = {
  format: { const: 1 },
  writer: { type: 'string', minLength: 1 },
  hour: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}$' },
  generation: { type: 'integer', minimum: 1 },
  state: { enum: ['open', 'closed'] },
  written_at: { type: 'string' },
  snapshots: { type: 'array', items: sha256 },
  outcomes: {
    type: 'object',
    required: [...outcomes],
    properties: Object.fromEntries(outcomes.map((outcome) => [outcome, count])),
    additionalProperties: false,
  },
  repeats: count,
  quarantine_repeats: count,
  id_reused: count,
  unstorable: count,
  journals: {
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['first', 'next'],
      properties: { first: count, next: count },
      additionalProperties: false,
    },
  },
  tables: { type: 'object', additionalProperties: table },
  quarantine: table,
} satisfies Readonly<Record<keyof Manifest, object>>;

/** What loaders may rely on (manifest.ts). */
export const manifestSchema: JsonSchema = {
  $schema: dialect,
  title: 'Manifest',
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
};
