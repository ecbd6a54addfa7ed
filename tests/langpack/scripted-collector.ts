import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ScriptedReply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** The envelopes of a body, in the order in which they were sent. */
  readonly envelopes: readonly Record<string, unknown>[];
}

/** Answers what it is told to, and remembers what it was sent: for what no collector does on demand. */
export class ScriptedCollector {
  readonly url: string;
  readonly asked: Asked[] = [];
  readonly #close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  /** @param reply for each batch; undefined for what a collector that takes everything would say */
  static async start(
    reply: (asked: Asked, count: number) => ScriptedReply | undefined = () => undefined,
    configuration: ScriptedReply = { status: 404 },
  ): Promise<ScriptedCollector> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const isEvents = request.method === 'POST';
        const asked: Asked = {
          url: request.url ?? '',
          headers: request.headers,
          envelopes: isEvents ? linesOf(Buffer.concat(parts), request.headers['content-encoding']) : [],
        };
        if (isEvents) collector.asked.push(asked);
        const said = isEvents ? (reply(asked, collector.asked.length) ?? taken(asked)) : configuration;
        response.writeHead(said.status, { 'Access-Control-Allow-Origin': '*', ...said.headers });
        response.end(said.body ?? '');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const collector = new ScriptedCollector(`http://127.0.0.1:${port}`, () => {
      server.close();
      server.closeAllConnections();
    });
    return collector;
  }

  /** All envelopes of the batches that were sent. */
  get envelopes(): readonly Record<string, unknown>[] {
    return this.asked.flatMap(({ envelopes }) => envelopes);
  }

  stop(): void {
    this.#close();
  }
}

/** What a collector says that has accepted all, but for these errors. */
export function taken(
  { envelopes }: Pick<Asked, 'envelopes'>,
  errors: readonly object[] = [],
  flagged = 0,
): ScriptedReply {
  const counts = { accepted: envelopes.length - flagged, flagged, quarantined: 0, rejected: 0 };
  return { status: 202, body: JSON.stringify({ ...counts, errors, errors_total: errors.length }) };
}

function linesOf(body: Buffer, encoding: string | undefined): Record<string, unknown>[] {
  const text = (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  return text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}
