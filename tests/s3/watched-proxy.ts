import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that has been answered, or is held: `PUT /bucket/key?partNumber=2`. */
export interface Seen {
  readonly line: string;
  readonly status: number;
}

/** Stands before a server, writes down what was answered, and holds back what it is told to. */
export class WatchedProxy {
  readonly seen: Seen[] = [];
  /** What is held as it comes, for as long as this says so. */
  holds: (line: string) => boolean = () => false;
  held: string[] = [];
  readonly #server: Server;
  readonly #target: number;
  readonly #waiting: (() => void)[] = [];

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#take(incoming, outgoing));
    // Whoever is held does not keep the test from ending.
    this.#server.requestTimeout = 0;
  }

  static async start(target: number): Promise<WatchedProxy> {
    const proxy = new WatchedProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lines of answered requests that begin like this, in the order of their answers. */
  lines(beginning = ''): string[] {
    return this.seen
      .filter(({ line, status }) => line.startsWith(beginning) && status < 300)
      .map(({ line }) => line);
  }

  /** Lets go what is held, and holds nothing any more. */
  release(): void {
    this.holds = () => false;
    this.held = [];
    for (const go of this.#waiting.splice(0)) go();
  }

  end(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const line = `${incoming.method ?? ''} ${decodeURIComponent(incoming.url ?? '')}`;
    const go = (): void => this.#forward(incoming, outgoing, line);
    if (!this.holds(line)) go();
    else {
      this.held.push(line);
      this.#waiting.push(go);
    }
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, line: string): void {
    const { method, url: path, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: this.#target, method, path, headers }, (answer) => {
      const status = answer.statusCode ?? 0;
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
      answer.on('end', () => this.seen.push({ line, status }));
    });
    onward.on('error', () => outgoing.destroy());
    incoming.on('error', () => onward.destroy());
    incoming.pipe(onward);
  }
}
