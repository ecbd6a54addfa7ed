import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Unpacked. */
  readonly lines: readonly string[];
}

/** What to answer; `abort` cuts the connection. Without a body, a 202 accepts everything. */
export type WireAnswer =
  'abort' | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };

export interface WireServer {
  readonly url: string;
  readonly requests: readonly WireRequest[];
  stop(): Promise<void>;
}

/** An HTTP server that answers as a test says, in the words of the wire. */
export async function startWireServer(
  answer: (request: WireRequest, number: number) => WireAnswer = () => ({ status: 202 }),
): Promise<WireServer> {
  const requests: WireRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = gunzipSync(Buffer.concat(chunks)).toString();
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        lines: text.split('\n').slice(0, -1),
      };
      requests.push(request);
      const given = answer(request, requests.length);
      if (given === 'abort') return void incoming.socket.destroy();
      const accepted = {
        accepted: request.lines.length,
        flagged: 0,
        quarantined: 0,
        rejected: 0,
        errors: [],
      };
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      response.end(JSON.stringify(given.body ?? accepted));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
