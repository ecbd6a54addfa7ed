import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Stands where a collector does, and answers only when it is let: so that it shows who waits for it. */
export interface HeldCollector {
  readonly url: string;
  /** `fields.text` of the events that came, in order, answered or not. */
  readonly texts: readonly string[];
  /** Resolves when so many events have come. */
  readonly received: (count: number) => Promise<void>;
  /** Answers what has come and what will come. */
  readonly letGo: () => void;
  readonly stop: () => void;
}

export async function startHeldCollector(): Promise<HeldCollector> {
  const texts: string[] = [];
  const held: ServerResponse[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let isFree = false;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end('{"environment":"site","events":{}}');
      return;
    }
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const bytes = Buffer.concat(pieces);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      for (const line of body.toString('utf8').trim().split('\n')) {
        texts.push((JSON.parse(line) as { fields: { text: string } }).fields.text);
      }
      for (const { count, done } of waiting) if (texts.length >= count) done();
      if (isFree) accept(response);
      else held.push(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts,
    received: (count) =>
      texts.length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done })),
    letGo: () => {
      isFree = true;
      for (const response of held.splice(0)) accept(response);
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202).end('{"accepted":1,"flagged":0,"quarantined":0,"rejected":0,"errors":[]}');
}
