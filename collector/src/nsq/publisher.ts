import type { AppError } from '@eventbook/shared/errors/app-error';
import { type Address, printAddress } from './address.js';
import type { Discovery } from './discovery.js';
import type { MessageBatch } from './message-batch.js';
import { Subscription } from './subscription.js';
import { Writer, type WriterOptions } from './writer.js';

export interface PublisherOptions extends WriterOptions {
  readonly topic: string;
  /** Made together with the topic before anything is published: the first channel gets what came before it. */
  readonly channel?: string | undefined;
  readonly discovery: Discovery;
  /** An nsqd cannot be used for now, or can be again (without a reason). */
  readonly onTrouble?: (nsqd: string, reason: AppError | undefined) => void;
}

const firstPause = 250;
const longestPause = 10_000;

/** One nsqd of several, used as long as it works and tried again after a pause that grows. */
class Outlet {
  readonly #address: Address;
  readonly #options: PublisherOptions;
  #writer: Writer | undefined;
  #opening: Promise<Writer> | undefined;
  #pause = firstPause;
  #notBefore = 0;
  #isTroubled = false;

  constructor(address: Address, options: PublisherOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** Whether it is worth trying now. */
  get isPromising(): boolean {
    return performance.now() >= this.#notBefore;
  }

  async publish(batch: MessageBatch): Promise<void> {
    try {
      const writer = await this.#ready();
      await writer.publish(this.#options.topic, batch);
    } catch (error) {
      this.#failed(error as AppError);
      throw error;
    }
    this.#pause = firstPause;
    this.#tell(undefined);
  }

  close(): void {
    this.#writer?.close();
  }

  async #ready(): Promise<Writer> {
    if (this.#writer !== undefined && this.#writer.failure === undefined) return this.#writer;
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(): Promise<Writer> {
    const { topic, channel } = this.#options;
    if (channel !== undefined) await makeChannel(this.#address, topic, channel, this.#options);
    this.#writer = await Writer.open(this.#address, this.#options);
    return this.#writer;
  }

  /** Many may fail at once, by one end of the connection: that is one failure. */
  #failed(reason: AppError): void {
    this.#tell(reason);
    if (!this.isPromising) return;
    this.#notBefore = performance.now() + this.#pause;
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }

  #tell(reason: AppError | undefined): void {
    const isTroubled = reason !== undefined;
    if (isTroubled === this.#isTroubled) return;
    this.#isTroubled = isTroubled;
    this.#options.onTrouble?.(printAddress(this.#address), reason);
  }
}

/**
 * Publishes one topic to whatever nsqd there are: spread over all in turn, over to another where one fails, and back to it
 * once it answers again.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #outlets = new Map<string, Outlet>();
  #turn = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /**
   * Resolves when one nsqd has said OK; rejects when all that are worth trying have failed. Then the batch may have
   * arrived nevertheless.
   * @throws AppError nsqd_unreachable, nsqd_refused; NothingPromising
   */
  async publish(batch: MessageBatch): Promise<void> {
    const outlets = this.#current().filter((outlet) => outlet.isPromising);
    const from = this.#turn++;
    let failure: Error | undefined;
    for (let index = 0; index < outlets.length; index += 1) {
      try {
        await outlets[(from + index) % outlets.length]?.publish(batch);
        return;
      } catch (error) {
        failure = error as Error;
      }
    }
    throw failure ?? new NothingPromising('no nsqd is worth trying now');
  }

  close(): void {
    for (const outlet of this.#outlets.values()) outlet.close();
  }

  #current(): Outlet[] {
    const { nsqds } = this.#options.discovery;
    return nsqds.map((address) => {
      const key = printAddress(address);
      const outlet = this.#outlets.get(key) ?? new Outlet(address, this.#options);
      this.#outlets.set(key, outlet);
      return outlet;
    });
  }
}

/** Every nsqd has failed a moment ago, or there is none. */
export class NothingPromising extends Error {}

/** Subscribing makes topic and channel; no message is taken. */
async function makeChannel(
  address: Address,
  topic: string,
  channel: string,
  options: WriterOptions,
): Promise<void> {
  const subscription = await Subscription.open(address, {
    ...options,
    topic,
    channel,
    maxInFlight: 0,
    onMessage: (message) => message.requeue(0),
  });
  await subscription.close(0);
}
