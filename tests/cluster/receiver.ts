import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

const shown = 20;

/** The recipient of the cluster's webhook: it takes what is signed, and shows whoever opens it what came last. */
export class Receiver {
  readonly signingKey: string;
  readonly ids = new Set<string>();
  /** Events, those that came twice included. */
  events = 0;
  readonly #last: unknown[] = [];
  #held: Promise<void> | undefined;
  #letGo: () => void = () => undefined;
  readonly #server: Server;

  private constructor(signingKey: string) {
    this.signingKey = signingKey;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(signingKey: string): Promise<Receiver> {
    const receiver = new Receiver(signingKey);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Takes nothing and answers nobody until `release`. */
  hold(): void {
    this.#held = new Promise((resolve) => (this.#letGo = resolve));
  }

  release(): void {
    this.#letGo();
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.method !== 'POST') {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({ events: this.events, distinct: this.ids.size, last: this.#last }, null, 2),
      );
    } else if (await this.#isTaken(request.headers['eventbook-signature'], body)) {
      for (const line of body.split('\n').filter((one) => one !== '')) this.#take(line);
      response.writeHead(204).end();
    } else {
      response.writeHead(401).end('the signature is none of ours');
    }
  }

  async #isTaken(signature: string | string[] | undefined, body: string): Promise<boolean> {
    await this.#held;
    return this.#isSigned(signature, body);
  }

  #isSigned(signature: string | string[] | undefined, body: string): boolean {
    const [, seconds = '', hex] = /^t=(\d+),v1=([0-9a-f]+)$/u.exec(String(signature)) ?? [];
    return createHmac('sha256', this.signingKey).update(`${seconds}.${body}`).digest('hex') === hex;
  }

  #take(line: string): void {
    const event = JSON.parse(line) as { event_id: string };
    this.events += 1;
    this.ids.add(event.event_id);
    this.#last.unshift(event);
    this.#last.splice(shown);
  }
}
