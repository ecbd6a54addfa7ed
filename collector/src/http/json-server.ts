import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError } from '@eventbook/shared/errors/app-error';
import { Refusal } from './refusal.js';

export interface JsonAnswer {
  readonly status: number;
  readonly body: string;
  /** `application/json` unless said otherwise. */
  readonly contentType?: string;
}

/** By method and path, `GET /readyz`; each gets what stands behind the `?`. */
export type JsonRoutes = Readonly<Record<string, (query: URLSearchParams) => Promise<JsonAnswer>>>;

/** The same for what holds its response open, unless it answers why not. */
export type StreamRoutes = Readonly<
  Record<string, (query: URLSearchParams, response: ServerResponse) => Refusal | undefined>
>;

/** A small HTTP server for operators and commands: few requests, no bodies. Nothing is listened on yet. */
export function jsonServer(routes: JsonRoutes, streams: StreamRoutes = {}): Server {
  const server = createServer((request, response) => void answer(routes, streams, request, response));
  server.requestTimeout = 10_000;
  return server;
}

/** A value as an answer. */
export function jsonAnswer(value: unknown, status = 200): JsonAnswer {
  return { status, body: `${JSON.stringify(value)}\n` };
}

async function answer(
  routes: JsonRoutes,
  streams: StreamRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  const allowed = [...Object.keys(routes), ...Object.keys(streams)]
    .filter((route) => route.endsWith(` ${path}`))
    .map((route) => route.slice(0, route.indexOf(' ')));
  const name = `${request.method ?? ''} ${path}`;
  const route = routes[name];
  const stream = streams[name];
  request.resume();
  const refusal = stream?.(new URLSearchParams(query), response);
  if (stream !== undefined && refusal === undefined) return;
  const unknown = new Refusal(allowed.length > 0 ? 'method_not_allowed' : 'not_found');
  const { status, body, contentType } =
    route === undefined
      ? refusalAnswer(refusal ?? unknown)
      : await run(() => route(new URLSearchParams(query)));
  response.writeHead(status, {
    'Content-Type': contentType ?? 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...(status === 405 ? { Allow: allowed.join(', ') } : {}),
  });
  response.end(request.method === 'HEAD' ? '' : body);
}

function refusalAnswer(refusal: Refusal): JsonAnswer {
  return { status: refusal.status, body: refusal.toText() };
}

async function run(route: () => Promise<JsonAnswer>): Promise<JsonAnswer> {
  try {
    return await route();
  } catch (error) {
    const known = error instanceof AppError ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    const { kind = 'bug', code = 'internal', hint, data } = known ?? {};
    return jsonAnswer({ kind, code, message, hint, data }, 500);
  }
}
