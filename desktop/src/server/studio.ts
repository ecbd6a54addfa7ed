import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@eventbook/shared/errors/app-error';
import sirv from 'sirv';
import { contentPolicy } from '../api/content-policy.js';
import type { EventMessage } from '../api/events.js';
import { Backend } from '../backend/backend.js';
import { ApiAnswers } from './answer-api.js';
import { EventStreams } from './event-streams.js';
import { isOurs } from './guard.js';
import { Keys } from './keys.js';

export interface StudioOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  readonly stateDirectory: string;
}

/** The whole desktop over HTTP, for a browser on this machine. */
export class Studio {
  readonly backend: Backend;
  readonly #streams = new EventStreams();
  readonly #keys = new Keys();
  readonly #server: Server;
  #port = 0;

  constructor({ rendererFolder, stateDirectory }: StudioOptions) {
    const emit = (event: string, value: unknown): void =>
      this.#streams.send({ event, value } as EventMessage);
    this.backend = new Backend({ stateDirectory, emit });
    const api = new ApiAnswers(this.backend, this.#streams, this.#keys);
    const files = sirv(rendererFolder, { etag: true, dotfiles: false });
    this.#server = createServer((request, response) => {
      response.setHeader('Content-Security-Policy', contentPolicy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
      if (!isOurs(request, this.#port)) {
        response.writeHead(403).end('This is not for you.');
        return;
      }
      const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
      const name = /^\/api\/([A-Za-z.]+)$/u.exec(path)?.[1];
      if (name !== undefined) void api.answer(name, request, response);
      else
        files(request, response, () => {
          response.writeHead(404).end('There is nothing here.');
        });
    });
  }

  /** Opens the studio and starts listening. Throws port_in_use. */
  static async start(options: StudioOptions): Promise<Studio> {
    const studio = new Studio(options);
    await studio.#listen(options.port);
    return studio;
  }

  /** An address that opens one browser, once. */
  address(): string {
    return `http://127.0.0.1:${this.#port}/#token=${this.#keys.issue()}`;
  }

  async close(): Promise<void> {
    this.#streams.close();
    this.#server.close();
    this.#server.closeAllConnections();
    await this.backend.close();
  }

  #listen(port: number): Promise<void> {
    return new Promise((done, failed) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) => {
        failed(
          cause.code === 'EADDRINUSE'
            ? new AppError('user', 'port_in_use', `Another program listens on port ${port}.`, {
                hint: 'Choose another with --port, or leave it out.',
                cause,
              })
            : cause,
        );
      });
      this.#server.listen(port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as AddressInfo).port;
        done();
      });
    });
  }
}
