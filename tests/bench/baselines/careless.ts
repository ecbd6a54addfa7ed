import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { fieldsSchema } from '../workload.js';

/**
 * What a good engineer writes in an afternoon: Fastify reads the body, ajv validates every event, and what is valid is kept
 * as NDJSON. Prints its port.
 */
export async function serveCarelessly(keep: (lines: string) => Promise<void> | void): Promise<void> {
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
  server.post('/v1/events', async (request, reply) => {
    const events = Array.isArray(request.body) ? (request.body as unknown[]) : [request.body];
    let accepted = 0;
    let lines = '';
    for (const event of events) {
      if (!validate(event)) continue;
      accepted++;
      lines += `${JSON.stringify(event)}\n`;
    }
    await keep(lines);
    return reply.code(202).send({ accepted, quarantined: events.length - accepted });
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${new URL(address).port}\n`);
}
