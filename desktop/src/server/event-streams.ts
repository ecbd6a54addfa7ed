import type { ServerResponse } from 'node:http';
import type { EventMessage } from '../api/events.js';

/** Milliseconds after which a stream says that it is still there. */
const heartbeat = 15_000;

/** Everybody who listens, as Server-Sent Events. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #timer = setInterval(() => {
    for (const stream of this.#open) stream.write(':\n\n');
  }, heartbeat).unref();

  add(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(':\n\n');
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
  }

  send(message: EventMessage): void {
    const text = `data: ${JSON.stringify(message)}\n\n`;
    for (const stream of this.#open) stream.write(text);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const stream of this.#open) stream.end();
  }
}
