import type { AppError } from '@eventbook/shared/errors/app-error';
import type { Address } from './address.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { nsqdUnreachable } from './failures.js';
import type { MessageBatch } from './message-batch.js';
import { checkName } from './names.js';

export interface WriterOptions extends ConnectionOptions {
  /** How long nsqd may take to say OK, in milliseconds. */
  readonly deadline?: number;
}

interface Pending {
  readonly resolve: () => void;
  readonly reject: (reason: AppError) => void;
  readonly due: number;
}

const usualDeadline = 10_000;

/**
 * Publishes to one nsqd. OK comes in the order of the publishing, so one that stays away, and every other failure, is the
 * end of the writer: all that waits is rejected, may have arrived nevertheless, and is sent again over another one.
 */
export class Writer {
  readonly #connection: Connection;
  readonly #deadline: number;
  readonly #pending: Pending[];
  #timer: NodeJS.Timeout | undefined;

  private constructor(connection: Connection, deadline: number, pending: Pending[]) {
    this.#connection = connection;
    this.#deadline = deadline;
    this.#pending = pending;
  }

  /** @throws AppError nsqd_unreachable, nsqd_refused */
  static async open(address: Address, options: WriterOptions = {}): Promise<Writer> {
    const pending: Pending[] = [];
    const connection = await Connection.open(
      address,
      {
        onResponse: () => pending.shift()?.resolve(),
        onClosed: (reason) => {
          for (const { reject } of pending.splice(0)) reject(reason);
        },
      },
      options,
    );
    return new Writer(connection, options.deadline ?? usualDeadline, pending);
  }

  get address(): Address {
    return this.#connection.address;
  }

  get failure(): AppError | undefined {
    return this.#connection.failure;
  }

  /**
   * Resolves when nsqd has said OK, which is before its own sync: whoever cannot lose anything keeps it himself.
   * @throws AppError nsqd_unreachable, nsqd_refused, name_invalid
   */
  async publish(topic: string, batch: MessageBatch): Promise<void> {
    checkName('topic', topic);
    if (this.failure !== undefined) throw this.failure;
    await new Promise<void>((resolve, reject) => {
      this.#pending.push({ resolve, reject, due: performance.now() + this.#deadline });
      this.#connection.corked(() => {
        this.#connection.write(`MPUB ${topic}\n`);
        this.#connection.write(batch.encoded());
      });
      this.#watch();
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#connection.end();
  }

  /** One timer for the oldest. */
  #watch(): void {
    const [oldest] = this.#pending;
    if (this.#timer !== undefined || oldest === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const [first] = this.#pending;
        if (first !== undefined && performance.now() >= first.due) {
          this.#connection.end(nsqdUnreachable(this.address, `no OK within ${this.#deadline} ms`));
        }
        this.#watch();
      },
      Math.max(1, oldest.due - performance.now()),
    );
  }
}
