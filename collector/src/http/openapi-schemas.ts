import { outcomes } from '@eventbook/shared/event/outcome';
import { envelopeSchema } from '@eventbook/shared/event/schemas';
import { violationCodes } from '@eventbook/shared/event/violation';
import { errorCodes } from '@eventbook/shared/errors/codes';
import { refusals } from './refusal.js';

const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };

function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

/** The JSON Schemas (draft 2020-12) of everything that travels over HTTP. */
export const openapiSchemas = {
  Envelope: envelopeSchema,
  Answer: closed(
    {
      ...Object.fromEntries(outcomes.map((outcome) => [outcome, count])),
      errors: { type: 'array', maxItems: 100, items: { $ref: '#/components/schemas/EventError' } },
      errors_total: count,
      event_ids: {
        type: 'object',
        description: 'The ids that were made, by the index of their event.',
        additionalProperties: uuid,
      },
    },
    ['event_ids'],
  ),
  EventError: closed({
    index: { ...count, description: 'Of the event in its request, from 0.' },
    event_id: uuid,
    outcome: {
      enum: outcomes.filter((outcome) => outcome !== 'accepted'),
      description: 'Of the whole event.',
    },
    code: { enum: Object.keys(violationCodes) },
    pointer: { type: 'string', description: 'JSON pointer into the envelope.' },
    message: text,
  }),
  Refusal: closed({ code: { enum: Object.keys(refusals) }, message: text, hint: text }),
  SenderConfiguration: closed({
    environment: text,
    snapshot: closed({ id: text, sequence: count }),
    events: {
      type: 'object',
      description: 'What may be sent, each event with its delivery settings.',
      additionalProperties: closed(
        {
          pause: { type: 'boolean', description: 'True: it is not to be sent at all.' },
          sample: { type: 'number', exclusiveMinimum: 0, maximum: 1, description: 'The share to send.' },
        },
        ['pause', 'sample'],
      ),
    },
  }),
  TailedEvent: closed(
    {
      event: text,
      outcome: { enum: outcomes },
      source: text,
      event_id: uuid,
      at: text,
      fields: { type: 'object' },
      violations: {
        type: 'array',
        items: closed({ code: { enum: Object.keys(violationCodes) }, pointer: text }),
      },
    },
    ['fields', 'violations'],
  ),
  MetricValues: {
    type: 'array',
    items: closed({ name: text, labels: { type: 'object' }, value: { type: 'number' } }),
  },
  Health: closed({ status: { const: 'ok' } }),
  Readiness: closed({ ready: { type: 'boolean' }, obstacles: { type: 'array', items: text } }),
  SnapshotStatus: closed({
    statement: {
      oneOf: [
        { type: 'null' },
        closed({
          id: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          sequence: count,
          commit: { type: ['string', 'null'] },
          committed_at: { type: ['string', 'null'] },
          signed_at: { type: ['string', 'null'] },
        }),
      ],
    },
    checked_at: { type: ['string', 'null'], description: 'When the place of the snapshots last answered.' },
    refusals: { type: 'object', additionalProperties: count },
    last_refusal: {
      oneOf: [{ type: 'null' }, closed({ code: { enum: Object.keys(errorCodes) }, message: text, at: text })],
    },
  }),
} as const;
