import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorKind } from '@eventbook/shared/errors/app-error';
import { toWire } from '../api/wire-error.js';
import type { Backend } from '../backend/backend.js';
import type { EventStreams } from './event-streams.js';
import type { Keys } from './keys.js';

const largestBody = 64 * 1024 * 1024;
const statusOf: Readonly<Record<ErrorKind, number>> = {
  user: 400,
  conflict: 409,
  unavailable: 503,
  bug: 500,
};

/** `POST /api/session` for a token, `POST /api/<method>`, and `GET /api/events`. */
export class ApiAnswers {
  readonly #backend: Backend;
  readonly #streams: EventStreams;
  readonly #keys: Keys;

  constructor(backend: Backend, streams: EventStreams, keys: Keys) {
    this.#backend = backend;
    this.#streams = streams;
    this.#keys = keys;
  }

  async answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const aborted = new AbortController();
    response.on('close', () => aborted.abort());
    try {
      if (name === 'session' && request.method === 'POST') {
        send(response, 200, { session: await this.#session(request) });
        return;
      }
      if (!this.#keys.opens(request.headers.authorization)) throw notAdmitted();
      if (name === 'events' && request.method === 'GET') {
        this.#streams.add(response);
        return;
      }
      if (request.method !== 'POST') throw malformed('Methods are asked with POST.');
      const asked = await readJsonBody(request);
      send(response, 200, { value: await this.#backend.request(name, asked, aborted.signal) });
    } catch (error) {
      // Nobody waits for an answer any more.
      if (error === aborted.signal.reason) return;
      const wire = toWire(error);
      if (wire.code === 'internal') console.error(error);
      const status = wire.code === 'studio_not_admitted' ? 401 : statusOf[wire.kind];
      send(response, status, { error: wire });
    }
  }

  async #session(request: IncomingMessage): Promise<string> {
    const body = await readJsonBody(request);
    const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
    const session = typeof token === 'string' ? this.#keys.redeem(token) : undefined;
    if (session === undefined) throw notAdmitted();
    return session;
  }
}

function notAdmitted(): AppError {
  return new AppError('user', 'studio_not_admitted', 'This address has been used already, or is not whole.', {
    hint: 'Press Enter in the terminal where the studio runs; it shows a new one.',
  });
}

function malformed(message: string): AppError {
  return new AppError('bug', 'request_invalid', message);
}

async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  // Only a script can set it, so a form of another page cannot send what looks like ours.
  if (request.headers['content-type'] !== 'application/json') throw malformed('Expected application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw malformed(`A request has at most ${largestBody} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw malformed('The request is no JSON.');
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
