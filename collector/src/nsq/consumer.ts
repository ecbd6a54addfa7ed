import type { AppError } from '@eventbook/shared/errors/app-error';
import { type Address, printAddress } from './address.js';
import type { Discovery } from './discovery.js';
import { Subscription, type SubscriptionOptions } from './subscription.js';

export interface ConsumerOptions extends Omit<SubscriptionOptions, 'onClosed'> {
  readonly discovery: Discovery;
  /** An nsqd cannot be reached for now, or can be again (without a reason). */
  readonly onTrouble?: (nsqd: string, reason: AppError | undefined) => void;
}

const firstPause = 250;
const longestPause = 10_000;

/** Takes messages of one channel from every nsqd there is, and takes up again with each that went away. */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #lines = new Map<string, Line>();
  #isStopped = false;
  #isPaused = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    options.discovery.onChange(() => this.#follow());
    this.#follow();
  }

  /** Takes no more messages until `resume`. */
  pause(): void {
    this.#isPaused = true;
    for (const line of this.#lines.values()) line.pause();
  }

  resume(): void {
    this.#isPaused = false;
    for (const line of this.#lines.values()) line.resume();
  }

  /** How many nsqd are subscribed at. */
  get connected(): number {
    return [...this.#lines.values()].filter((line) => line.isConnected).length;
  }

  /** Waits up to `patience` milliseconds for messages under way; those not finished by then come again. */
  async close(patience: number): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#lines.values()].map((line) => line.close(patience)));
  }

  #follow(): void {
    if (this.#isStopped) return;
    for (const address of this.#options.discovery.nsqds) {
      const key = printAddress(address);
      if (!this.#lines.has(key)) this.#lines.set(key, new Line(address, this.#options, () => this.#isPaused));
    }
    // One that is no longer known may be cut off from its directory alone: its line lasts as long as it holds.
    const known = new Set(this.#options.discovery.nsqds.map(printAddress));
    for (const [key, line] of this.#lines) {
      if (known.has(key) || line.isConnected) continue;
      this.#lines.delete(key);
      void line.close(0);
    }
  }
}

/** The line to one nsqd, opened again whenever it ends. */
class Line {
  readonly #address: Address;
  readonly #options: ConsumerOptions;
  readonly #isPaused: () => boolean;
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pause = firstPause;
  #isStopped = false;
  #isTroubled = false;
  #opening: Promise<void>;

  constructor(address: Address, options: ConsumerOptions, isPaused: () => boolean) {
    this.#address = address;
    this.#options = options;
    this.#isPaused = isPaused;
    this.#opening = this.#open();
  }

  get isConnected(): boolean {
    return this.#subscription !== undefined && this.#subscription.failure === undefined;
  }

  pause(): void {
    this.#subscription?.pause();
  }

  resume(): void {
    this.#subscription?.resume();
  }

  async close(patience: number): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#opening;
    await this.#subscription?.close(patience);
  }

  async #open(): Promise<void> {
    try {
      const subscription = await Subscription.open(this.#address, {
        ...this.#options,
        onClosed: (reason) => this.#ended(reason),
      });
      this.#subscription = subscription;
      if (this.#isPaused()) subscription.pause();
      this.#pause = firstPause;
      this.#tell(undefined);
    } catch (error) {
      this.#ended(error as AppError);
    }
  }

  #ended(reason: AppError): void {
    this.#subscription = undefined;
    if (this.#isStopped) return;
    this.#tell(reason);
    this.#timer = setTimeout(() => {
      this.#opening = this.#open();
    }, this.#pause);
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }

  #tell(reason: AppError | undefined): void {
    const isTroubled = reason !== undefined;
    if (isTroubled === this.#isTroubled) return;
    this.#isTroubled = isTroubled;
    this.#options.onTrouble?.(printAddress(this.#address), reason);
  }
}
