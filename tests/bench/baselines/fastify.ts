import { createWriteStream } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { fieldsSchema } from '../workload.js';

/**
 * Baseline: what a good engineer writes in an afternoon. Fastify reads the body, ajv validates every event, and
 * each is appended to a file that nobody syncs. Takes the file as its argument, prints its port.
 */
const output = createWriteStream(process.argv[2] ?? '/dev/null', { highWaterMark: 1 << 20 });
const validate = new Ajv2020({ strict: false }).compile({
  type: 'object',
  required: ['event', 'version', 'fields'],
  properties: { event: { type: 'string' }, version: { type: 'integer' }, fields: fieldsSchema },
});
const server = Fastify({ bodyLimit: 4 << 20 });
server.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) => {
  const lines = String(body)
    .split('\n')
    .filter((line) => line !== '');
  done(
    null,
    lines.map((line) => JSON.parse(line) as unknown),
  );
});
server.post('/v1/events', (request, reply) => {
  const events = Array.isArray(request.body) ? (request.body as unknown[]) : [request.body];
  let accepted = 0;
  let lines = '';
  for (const event of events) {
    if (!validate(event)) continue;
    accepted++;
    lines += `${JSON.stringify(event)}\n`;
  }
  output.write(lines);
  return reply.code(202).send({ accepted, quarantined: events.length - accepted });
});
const address = await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${new URL(address).port}\n`);
