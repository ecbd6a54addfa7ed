import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { DeliveredEvent, Delivery, Refused } from '../delivery/delivery.js';
import { destinationRefused, destinationUnreachable } from '../delivery/failures.js';

export interface RabbitmqOptions {
  /** The destination's name in the book. */
  readonly name: string;
  /** `amqp://user:password@host:5672/vhost` */
  readonly url: string;
  /** A durable topic exchange, made where it is missing. */
  readonly exchange: string;
  /** For each event that the broker had no queue for. */
  readonly onUnroutable: () => void;
}

const patience = 30_000;
/** What the broker says of what no retry mends: credentials, rights, another kind of exchange of that name. */
const forGood = /ACCESS[_-]REFUSED|403|406|PRECONDITION[_-]FAILED|NOT[_-]ALLOWED|530/;

/**
 * Publishes each event, persistent, to a topic exchange under its own name (`checkout.order_paid`), and waits for the broker to
 * confirm: then its queues have it on disk. `messageId` is the event_id.
 */
export class RabbitmqDelivery implements Delivery {
  readonly #options: RabbitmqOptions;
  #connection: ChannelModel | undefined;
  #channel: ConfirmChannel | undefined;

  constructor(options: RabbitmqOptions) {
    this.#options = options;
  }

  async deliver(events: readonly DeliveredEvent[]): Promise<readonly Refused[]> {
    const { exchange, name } = this.#options;
    try {
      const channel = await this.#open();
      await within(patience, async () => {
        for (const { line, event, eventId, source, receivedAt } of events) {
          const isRoomy = channel.publish(exchange, event, line, {
            contentType: 'application/json',
            persistent: true,
            mandatory: true,
            messageId: eventId,
            timestamp: Math.floor(receivedAt / 1e6),
            headers: { source },
          });
          if (!isRoomy) await new Promise<void>((resolve) => channel.once('drain', resolve));
        }
        await channel.waitForConfirms();
      });
      return [];
    } catch (error) {
      await this.close();
      throw failureOf(name, error);
    }
  }

  async check(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      await this.close();
      throw failureOf(this.#options.name, error);
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#channel = undefined;
    await connection?.close().catch(() => undefined);
  }

  async #open(): Promise<ConfirmChannel> {
    if (this.#channel !== undefined) return this.#channel;
    const { url, exchange, onUnroutable } = this.#options;
    const connection = await connect(url, { timeout: patience });
    const forget = (): void => {
      if (this.#connection === connection) this.#connection = this.#channel = undefined;
    };
    // What failed is told to whoever waits for it; without these listeners it would end the process.
    connection.on('error', forget);
    connection.on('close', forget);
    this.#connection = connection;
    const channel = await connection.createConfirmChannel();
    channel.on('error', forget);
    channel.on('close', forget);
    channel.on('return', onUnroutable);
    await channel.assertExchange(exchange, 'topic', { durable: true });
    this.#channel = channel;
    return channel;
  }
}

function failureOf(name: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return forGood.test(message)
    ? destinationRefused(name, message, error)
    : destinationUnreachable(name, message, error);
}

/** A broker that blocks its publishers, for want of disk or memory, confirms nothing. */
async function within(milliseconds: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it confirmed nothing within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
}
