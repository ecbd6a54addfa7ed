import { dialect } from '../catalog/schemas/json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { outcomes } from './outcome.js';
import { violationCodes } from './violation.js';

const largest = Number.MAX_SAFE_INTEGER;
const microseconds = { type: 'integer', minimum: -largest, maximum: largest };
const uuid = { type: 'string', pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' };
const time = {
  description: 'Microseconds since the epoch, or an RFC 3339 text.',
  type: ['integer', 'string'],
  minimum: -largest,
  maximum: largest,
  format: 'date-time',
};
const shared = {
  event: { type: 'string' },
  version: { type: 'integer', minimum: 1, maximum: largest },
  environment_version: { type: 'integer', minimum: 1, maximum: largest },
  langpack: { type: 'string', pattern: '^[A-Za-z0-9@._/+:-]{1,100}$' },
  sequence: { type: 'integer', minimum: 0, maximum: largest },
  sample_rate: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  fields: { type: 'object' },
};

/** One event on the wire. What its `fields` hold, the contract's own schema says (contract-schema.ts). */
export const envelopeSchema: JsonSchema = {
  $schema: dialect,
  title: 'Envelope',
  type: 'object',
  required: ['event', 'version', 'fields'],
  properties: {
    event: shared.event,
    version: shared.version,
    event_id: uuid,
    event_time: time,
    client_time: time,
    environment: { type: 'string' },
    source: { type: 'string' },
    environment_version: shared.environment_version,
    langpack: shared.langpack,
    sequence: shared.sequence,
    sample_rate: shared.sample_rate,
    fields: shared.fields,
  },
  additionalProperties: false,
};

export const violationSchema: JsonSchema = {
  title: 'Violation',
  type: 'object',
  required: ['code', 'pointer', 'message'],
  properties: {
    code: { enum: Object.keys(violationCodes) },
    pointer: { description: 'JSON pointer into the envelope.', type: 'string' },
    message: { type: 'string' },
  },
  additionalProperties: false,
};

/** One line of the journal (stored-event.ts). */
export const storedEventSchema: JsonSchema = {
  $schema: dialect,
  title: 'Stored event',
  type: 'object',
  required: [
    'event_id',
    '_position',
    '_received_at',
    '_outcome',
    '_environment',
    '_source',
    '_snapshot',
    '_collector',
  ],
  properties: {
    event_id: uuid,
    _position: { type: 'string', pattern: '^[^:]+:[0-9]+$' },
    _received_at: microseconds,
    _outcome: { enum: outcomes.filter((outcome) => outcome !== 'rejected') },
    _environment: { type: 'string' },
    _source: { type: 'string' },
    _snapshot: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    _collector: { type: 'string' },
    event: shared.event,
    version: shared.version,
    event_time: microseconds,
    client_time: microseconds,
    environment_version: shared.environment_version,
    langpack: shared.langpack,
    sequence: shared.sequence,
    sample_rate: shared.sample_rate,
    fields: shared.fields,
    _violations: { type: 'array', items: violationSchema },
    _raw: { type: 'string' },
    _raw_base64: { type: 'string' },
    _extra: { type: 'string' },
  },
  additionalProperties: false,
};
