import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import type { AppError } from '@eventbook/shared/errors/app-error';
import type { Address } from './address.js';
import { nsqdRefused, nsqdUnreachable } from './failures.js';
import { FrameReader, frameTypes } from './frames.js';

export interface ConnectionHandlers {
  /** What answers a command, but for heartbeats. */
  readonly onResponse?: (text: string) => void;
  readonly onMessage?: (body: Buffer) => void;
  /** nsqd takes an error frame for no end of the connection where a message was finished too late. */
  readonly isHarmless?: (error: string) => boolean;
  /** Called once, whoever ended it. */
  readonly onClosed?: (reason: AppError) => void;
}

export interface ConnectionOptions {
  /** For connecting and the greeting, in milliseconds. */
  readonly patience?: number;
  /** How often nsqd says that it is there; twice as long without a word is the end. Milliseconds. */
  readonly heartbeat?: number;
  /** How long nsqd waits for a message to be finished before it sends it anew; milliseconds. */
  readonly messageTimeout?: number;
}

const usualPatience = 5000;
const usualHeartbeat = 10_000;
const magic = '  V2';
const nop = Buffer.from('NOP\n');

/**
 * A line to one nsqd: greeted, its heartbeats answered, and ended by anything that is not as it should be. There is no
 * second life: who needs one opens another.
 */
export class Connection {
  readonly address: Address;
  readonly #socket: Socket;
  readonly #handlers: ConnectionHandlers;
  #failure: AppError | undefined;
  #lastHeard = performance.now();
  #watch: NodeJS.Timeout | undefined;
  #greeting: { resolve: () => void; reject: (reason: AppError) => void } | undefined;

  private constructor(address: Address, socket: Socket, handlers: ConnectionHandlers) {
    this.address = address;
    this.#socket = socket;
    this.#handlers = handlers;
    const reader = new FrameReader((type, body) => this.#receive(type, body));
    socket.on('data', (chunk) => {
      this.#lastHeard = performance.now();
      if (this.#failure !== undefined) return;
      const trouble = reader.push(chunk);
      if (trouble !== undefined) this.end(nsqdUnreachable(address, `what answers is no nsqd (${trouble})`));
    });
    socket.on('error', (error) => this.end(nsqdUnreachable(address, error.message, error)));
    socket.on('close', () => this.end(nsqdUnreachable(address, 'it closed the connection')));
  }

  /** @throws AppError nsqd_unreachable, nsqd_refused */
  static async open(
    address: Address,
    handlers: ConnectionHandlers,
    options: ConnectionOptions = {},
  ): Promise<Connection> {
    const { patience = usualPatience, heartbeat = usualHeartbeat, messageTimeout } = options;
    const socket = connect({ ...address, noDelay: true });
    const connection = new Connection(address, socket, handlers);
    const timer = setTimeout(
      () => connection.end(nsqdUnreachable(address, `it did not answer within ${patience} ms`)),
      patience,
    );
    try {
      await new Promise<void>((resolve, reject) => {
        connection.#greeting = { resolve, reject };
        socket.once('connect', () => socket.write(greeting(heartbeat, messageTimeout)));
      });
    } finally {
      clearTimeout(timer);
    }
    connection.#watch = setInterval(() => {
      if (performance.now() - connection.#lastHeard < 2 * heartbeat) return;
      connection.end(nsqdUnreachable(address, `it has not been heard of for ${2 * heartbeat} ms`));
    }, heartbeat / 2);
    return connection;
  }

  /** Why it ended; undefined while it lives. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  /** Written and not yet taken by the network, in bytes. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** What is written to one that has ended is lost. */
  write(bytes: Buffer | string): void {
    if (this.#failure === undefined) this.#socket.write(bytes);
  }

  /** Writes go together until `work` returns. */
  corked(work: () => void): void {
    this.#socket.cork();
    work();
    this.#socket.uncork();
  }

  /** An end in order: what was written goes out first. */
  endAfterWriting(): void {
    if (this.#failure !== undefined) return;
    this.#failure = nsqdUnreachable(this.address, 'the connection was ended');
    clearInterval(this.#watch);
    this.#socket.end();
    this.#socket.setTimeout(1000, () => this.#socket.destroy());
  }

  end(reason: AppError = nsqdUnreachable(this.address, 'the connection was ended')): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    clearInterval(this.#watch);
    this.#socket.destroy();
    if (this.#greeting === undefined) this.#handlers.onClosed?.(reason);
    else this.#greeting.reject(reason);
  }

  #receive(type: number, body: Buffer): void {
    if (type === frameTypes.message) {
      this.#handlers.onMessage?.(body);
      return;
    }
    const text = body.toString('utf8');
    if (type === frameTypes.error) {
      if (this.#handlers.isHarmless?.(text) !== true) this.end(nsqdRefused(this.address, text));
    } else if (text === '_heartbeat_') {
      this.write(nop);
    } else if (this.#greeting !== undefined) {
      const { resolve } = this.#greeting;
      this.#greeting = undefined;
      resolve();
    } else {
      this.#handlers.onResponse?.(text);
    }
  }
}

/** The magic and IDENTIFY. */
function greeting(heartbeat: number, messageTimeout: number | undefined): Buffer {
  const identity = Buffer.from(
    JSON.stringify({
      client_id: `${process.pid}`,
      hostname: hostname(),
      user_agent: 'eventbook',
      feature_negotiation: true,
      heartbeat_interval: heartbeat,
      ...(messageTimeout === undefined ? {} : { msg_timeout: messageTimeout }),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(identity.length);
  return Buffer.concat([Buffer.from(`${magic}IDENTIFY\n`), length, identity]);
}
