import { openapiSchemas } from './openapi-schemas.js';
import { refusals, type RefusalCode } from './refusal.js';

type SchemaName = keyof typeof openapiSchemas;

const unauthorised: readonly RefusalCode[] = ['key_missing', 'key_unknown', 'key_revoked'];
const unreadable: readonly RefusalCode[] = [
  'body_malformed',
  'body_empty',
  'body_corrupt',
  'body_too_large',
  'too_many_events',
  'content_type_unknown',
  'content_encoding_unknown',
];
const unable: readonly RefusalCode[] = ['rate_limited', 'overloaded', 'journal_failed', 'no_snapshot'];

function schema(name: SchemaName): object {
  return { $ref: `#/components/schemas/${name}` };
}

function json(description: string, name: SchemaName): object {
  return { description, content: { 'application/json': { schema: schema(name) } } };
}

/** One response for each status, with the codes that it can carry. */
function refused(codes: readonly RefusalCode[]): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const status of new Set(codes.map((code) => refusals[code].status))) {
    const own = codes.filter((code) => refusals[code].status === status);
    const description = own.map((code) => `\`${code}\`: ${refusals[code].message}`).join(' ');
    const narrowed = { allOf: [schema('Refusal'), { properties: { code: { enum: own } } }] };
    responses[status] = {
      description,
      content: { 'application/json': { schema: narrowed } },
      ...(status === 503 || status === 429
        ? { headers: { 'Retry-After': { required: true, schema: { type: 'integer' } } } }
        : {}),
    };
  }
  return responses;
}

const events = {
  required: true,
  content: {
    'application/json': {
      schema: { oneOf: [schema('Envelope'), { type: 'array', items: schema('Envelope') }] },
    },
    'application/x-ndjson': { schema: { type: 'string', description: 'An envelope on each line.' } },
    'text/plain': {
      schema: { type: 'string', description: 'Either of the others; what a beacon can send.' },
    },
  },
};

const key = [{ bearer: [] }, { query: [] }];

/** What the collector's two listeners answer (OpenAPI 3.1). A test holds the server to it. */
export const openapiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Eventbook collector',
    version: '1',
    description: 'Paths of the listener for senders, and of the one for operators (tag `operators`).',
  },
  paths: {
    '/v1/events': {
      post: {
        summary: 'Keep events. 202 means that they are on disk.',
        security: key,
        requestBody: events,
        responses: {
          202: json('All are kept but the rejected ones.', 'Answer'),
          ...refused([...unauthorised, ...unreadable, ...unable]),
        },
      },
    },
    '/v1/validate': {
      post: {
        summary: 'Say what would become of events, and keep nothing.',
        security: key,
        requestBody: events,
        responses: {
          200: json('What would become of them.', 'Answer'),
          ...refused([...unauthorised, ...unreadable, ...unable]),
        },
      },
    },
    '/v1/config/{environment}': {
      get: {
        summary: 'What the senders of an environment may switch at run time.',
        security: key,
        parameters: [{ name: 'environment', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: json('Its events.', 'SenderConfiguration'),
          ...refused([...unauthorised, 'environment_unknown', 'no_snapshot']),
        },
      },
    },
    '/healthz': {
      get: { summary: 'Whether the process answers.', responses: { 200: json('It does.', 'Health') } },
    },
    '/readyz': {
      get: {
        tags: ['operators'],
        summary: 'Whether events can be taken in.',
        responses: { 200: json('They can.', 'Readiness'), 503: json('They cannot, and why.', 'Readiness') },
      },
    },
    '/v1/snapshot': {
      get: {
        tags: ['operators'],
        summary: 'What is judged by, and what was refused.',
        responses: { 200: json('The current statement.', 'SnapshotStatus') },
      },
    },
    '/v1/tail': {
      get: {
        tags: ['operators'],
        summary: 'Events as they come in, as server-sent events; personal and sensitive fields are masked.',
        description:
          '`event`: a TailedEvent. `status`, once a second: how many events passed a filter, how many of them were ' +
          'shown, and how many this reader was too slow for. Under load a sample is shown.',
        parameters: ['event', 'source', 'outcome'].map((name) => ({
          name,
          in: 'query',
          description: 'As often as wanted; without it, all.',
          schema: { type: 'array', items: { type: 'string' } },
        })),
        responses: {
          200: {
            description: 'Server-sent events, until the reader goes.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...refused(['filter_unknown', 'too_many_watchers']),
        },
      },
    },
    '/v1/metrics': {
      get: {
        tags: ['operators'],
        summary: 'The numbers of /metrics as JSON, which `top` reads.',
        responses: { 200: json('One value of one metric each.', 'MetricValues') },
      },
    },
    '/metrics': {
      get: {
        tags: ['operators'],
        summary: 'Metrics of all processes, for Prometheus.',
        responses: {
          200: { description: 'The text format.', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
    },
    '/openapi.json': {
      get: {
        tags: ['operators'],
        summary: 'This document.',
        responses: {
          200: {
            description: 'OpenAPI 3.1.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: openapiSchemas,
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
    },
  },
};
