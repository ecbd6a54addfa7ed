import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { MetricName, Sample } from '../../metrics/table.js';
import { memorySample } from '../../metrics/ingest-metrics.js';
import { Consumer } from '../../nsq/consumer.js';
import type { Discovery } from '../../nsq/discovery.js';
import type { Message } from '../../nsq/subscription.js';
import type { SetAside } from '../set-aside.js';
import type { DeliveredEvent, Delivery } from './delivery.js';
import { readEvents } from './read-events.js';

export interface DeliverySinkOptions {
  readonly topic: string;
  readonly channel: string;
  readonly discovery: Discovery;
  readonly delivery: Delivery;
  readonly setAside: SetAside;
  /** What only the kind of delivery can count. */
  readonly counts: { readonly unroutable: number; readonly again: number };
  readonly log: Logger;
}

interface Waiting {
  readonly topic: string;
  readonly message: Message;
  readonly events: readonly DeliveredEvent[];
}

/** Messages with us at once, from each nsqd. */
const maxInFlight = 500;
/** A delivery ends with the message that reaches this. */
const mostEvents = 1000;
const firstPause = 500;
const longestPause = 30_000;

/**
 * Takes the messages of a destination, delivers what has come meanwhile as one batch, one batch at a time, and finishes
 * messages when the destination has them. What nobody can read, and what the destination will never take, is set aside
 * and holds up nothing; while the destination is away no more is taken.
 */
export class DeliverySink {
  readonly #options: DeliverySinkOptions;
  #delivery: Delivery;
  /** By topic: the one of the card, and before it those that it has named while this process runs. */
  readonly #consumers = new Map<string, Consumer>();
  readonly #waiting: Waiting[] = [];
  readonly #counts = { messages: 0, bytes: 0, events: 0, batches: 0, failures: 0 };
  #isStopped = false;
  #pause = firstPause;
  #trouble: AppError | undefined;
  #working: Promise<void> | undefined;
  #delivering: Promise<void> | undefined;

  constructor(options: DeliverySinkOptions) {
    this.#options = options;
    this.#delivery = options.delivery;
    this.#listenTo(options.topic);
  }

  /**
   * Goes on by another card: the next batch goes to this delivery. A topic is taken beside those before it, on which
   * something may still be.
   */
  async follow(topic: string, delivery: Delivery): Promise<void> {
    const before = this.#delivery;
    this.#delivery = delivery;
    await this.#delivering;
    await before.close();
    if (!this.#consumers.has(topic)) this.#listenTo(topic);
  }

  obstacles(): Promise<string[]> {
    return Promise.resolve([
      ...(this.#connected === 0 ? ['no nsqd can be listened to'] : []),
      ...(this.#trouble === undefined ? [] : [this.#trouble.message]),
    ]);
  }

  samples(): Promise<(readonly Sample[])[]> {
    const sample = (metric: MetricName, value: number, labels: Sample['labels'] = {}): Sample => {
      return { metric, labels, value };
    };
    const { messages, bytes, events, batches, failures } = this.#counts;
    return Promise.resolve([
      [
        sample('eventbook_sink_messages_total', messages),
        sample('eventbook_sink_bytes_total', bytes),
        sample('eventbook_sink_events_total', events),
        sample('eventbook_sink_again_total', this.#options.counts.again),
        sample('eventbook_sink_deliveries_total', batches),
        sample('eventbook_sink_delivery_failures_total', failures),
        sample('eventbook_sink_unroutable_total', this.#options.counts.unroutable),
        sample('eventbook_sink_nsqd_connected', this.#connected),
        sample('eventbook_sink_stuck', this.#trouble === undefined ? 0 : 1),
        ...[...this.#options.setAside.counts].map(([reason, count]) =>
          sample('eventbook_sink_set_aside_total', count, { reason }),
        ),
        memorySample('parent'),
      ],
    ]);
  }

  /** Delivers what it has within the time; the rest comes again. */
  async stop(milliseconds: number): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.close(milliseconds)));
    await this.#working;
    await this.#delivery.close();
    this.#options.discovery.stop();
  }

  /** To how many nsqd, whichever of the topics they have. */
  get #connected(): number {
    return Math.max(...[...this.#consumers.values()].map(({ connected }) => connected));
  }

  #listenTo(topic: string): void {
    const { channel, discovery, log } = this.#options;
    const consumer = new Consumer({
      ...{ topic, channel, maxInFlight, discovery },
      onMessage: (message) => this.#take(topic, message),
      onTrouble: (nsqd, reason) => {
        if (reason === undefined) log.info({ nsqd }, 'an nsqd is listened to again');
        else log.warn({ nsqd, code: reason.code }, `an nsqd cannot be listened to: ${reason.message}`);
      },
    });
    this.#consumers.set(topic, consumer);
    if (this.#trouble !== undefined) consumer.pause();
  }

  #take(topic: string, message: Message): void {
    this.#counts.messages += 1;
    this.#counts.bytes += message.body.length;
    let events: DeliveredEvent[];
    try {
      events = readEvents(message.body);
    } catch (error) {
      void this.#putAside(topic, message.body, error).then(
        () => message.finish(),
        () => message.requeue(firstPause),
      );
      return;
    }
    this.#waiting.push({ topic, message, events });
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  async #work(): Promise<void> {
    // What comes in the same turn goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch: Waiting[] = [];
      let events = 0;
      while (this.#waiting.length > 0 && events < mostEvents) {
        const next = this.#waiting.shift() as Waiting;
        batch.push(next);
        events += next.events.length;
      }
      this.#delivering = this.#deliver(batch);
      await this.#delivering;
    }
  }

  async #deliver(batch: readonly Waiting[]): Promise<void> {
    const { log } = this.#options;
    const events = batch.flatMap((waiting) => waiting.events);
    try {
      const refused = await this.#delivery.deliver(events);
      for (const { event, reason } of refused) {
        const from = batch.find((waiting) => waiting.events.includes(event));
        const why = new AppError('user', 'destination_refused', reason);
        await this.#putAside(from?.topic ?? this.#options.topic, event.line, why);
      }
      this.#counts.events += events.length - refused.length;
      this.#counts.batches += 1;
      for (const { message } of batch) message.finish();
      if (this.#trouble !== undefined) log.info('the destination takes events again');
      this.#trouble = undefined;
      this.#pause = firstPause;
    } catch (error) {
      this.#counts.failures += 1;
      this.#giveBack(batch, error instanceof AppError ? error : bug(error));
    }
  }

  /**
   * Back to nsqd's disk at once: what is held, or put off with a delay, is lost with nsqd and comes twice when its time is
   * over. Nothing is taken until the pause is over.
   */
  #giveBack(batch: readonly Waiting[], trouble: AppError): void {
    for (const consumer of this.#consumers.values()) consumer.pause();
    for (const { message } of [...batch, ...this.#waiting.splice(0)]) message.requeue(0);
    if (this.#trouble === undefined)
      this.#options.log.error(
        { code: trouble.code, err: trouble },
        `nothing can be delivered for now: ${trouble.message}`,
      );
    this.#trouble = trouble;
    setTimeout(() => {
      if (this.#isStopped) return;
      for (const consumer of this.#consumers.values()) consumer.resume();
    }, this.#pause);
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }

  #putAside(topic: string, body: Buffer, reason: unknown): Promise<void> {
    return this.#options.setAside.put(topic, body, reason);
  }
}

function bug(error: unknown): AppError {
  return new AppError('bug', 'internal', String(error), { cause: error });
}
