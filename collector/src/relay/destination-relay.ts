import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Destination } from '@eventbook/shared/catalog/model';
import { topicOf } from '@eventbook/shared/catalog/topics';
import type { AppError } from '@eventbook/shared/errors/app-error';
import type { JournalRange } from '@eventbook/shared/warehouse/manifest';
import { wallMilliseconds } from '../clock/wall-clock.js';
import type { Discovery } from '../nsq/discovery.js';
import type { MessageBatch } from '../nsq/message-batch.js';
import { Publisher } from '../nsq/publisher.js';
import type { Block } from './block.js';
import type { BlockCache } from './block-cache.js';
import { type Checkpoint, writeCheckpoint } from './checkpoint.js';
import { frameLines } from './frame-lines.js';
import { JournalCursor, type Place } from './journal-cursor.js';
import type { JournalTips } from './journal-tips.js';
import { frameParcels } from './parcel.js';
import type { Routes, Selection } from './routes.js';

export interface RelayParts {
  readonly collector: string;
  readonly journalRoot: string;
  /** `<data>/relay` */
  readonly folder: string;
  /** `<data>/snapshots` */
  readonly snapshots: string;
  readonly tips: JournalTips;
  readonly cache: BlockCache;
  readonly routes: Routes;
  readonly discovery: Discovery;
  /** A batch message ends with the event that reaches this. */
  readonly messageBytes: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface RelayCounts {
  messages: number;
  bytes: number;
  events: number;
  failures: number;
  oversize: number;
  cutOff: number;
}

/** How far a destination is behind the ends of the journals. */
export interface Behind {
  /** Positions that are synced and that it has not come past, whether they are for it or not. */
  readonly events: number;
  /** How long ago the oldest of them was received that is on its way, or since when a journal cannot be read. */
  readonly seconds: number;
}

/** What may be on its way to one destination, in bytes. */
const inFlightLimit = 8 * 1024 * 1024;
const saveEvery = 500;
const firstPause = 100;
const longestPause = 2000;

/** A block on its way, or behind one that is. */
interface Step {
  readonly place: Place;
  /** When its first group was received, microseconds since the epoch. */
  readonly receivedAt: number;
  isDone: boolean;
}

/**
 * Brings what a destination gets of all journals to its topic: reads on from the checkpoint, waits for each OK, moves the
 * checkpoint on over what is done without a gap. Nobody waits for it but itself.
 */
export class DestinationRelay {
  readonly name: string;
  readonly destination: Destination;
  readonly counts: RelayCounts = { messages: 0, bytes: 0, events: 0, failures: 0, oversize: 0, cutOff: 0 };
  /** Why nothing can be sent for now. */
  trouble: AppError | undefined;
  readonly #parts: RelayParts;
  readonly #publisher: Publisher;
  readonly #places = new Map<string, Place>();
  readonly #streams = new Map<string, Promise<void>>();
  /** By journal: oldest first. */
  readonly #steps = new Map<string, Step[]>();
  /** By journal: since when it cannot be read, microseconds since the epoch. */
  readonly #unreadable = new Map<string, number>();
  readonly #gaps: JournalRange[];
  readonly #stopping = new AbortController();
  #inFlightBytes = 0;
  #roomWaiting: (() => void)[] = [];
  #told: string | undefined;
  #isSaved = true;
  #saving: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  constructor(name: string, destination: Destination, checkpoint: Checkpoint | undefined, parts: RelayParts) {
    this.name = name;
    this.destination = destination;
    this.#parts = parts;
    for (const [journal, place] of Object.entries(checkpoint?.journals ?? {}))
      this.#places.set(journal, place);
    this.#gaps = [...(checkpoint?.gaps ?? [])];
    this.#told = checkpoint?.told;
    this.#publisher = new Publisher({
      topic: this.topic,
      // A queue's consumers bring channels of their own.
      channel: destination.kind === 'queue' ? undefined : name,
      discovery: parts.discovery,
      onTrouble: (nsqd, reason) => {
        if (reason === undefined) parts.log.info({ destination: name, nsqd }, 'an nsqd takes messages again');
        else
          parts.log.warn(
            { destination: name, nsqd, code: reason.code },
            `an nsqd is gone around: ${reason.message}`,
          );
      },
    });
    this.#timer = setInterval(() => void this.save(), saveEvery);
  }

  get topic(): string {
    return topicOf(this.name, this.destination);
  }

  /** How far it has come, by journal. */
  get places(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  /** @param ends by journal: the position behind its last record */
  behind(ends: ReadonlyMap<string, number>): Behind {
    const now = wallMilliseconds() * 1000;
    const waiting = [...this.#steps.values()].flatMap(([first]) =>
      first === undefined ? [] : [first.receivedAt],
    );
    const oldest = Math.min(now, ...waiting, ...this.#unreadable.values());
    const missing = [...ends].map(([journal, end]) =>
      Math.max(0, end - (this.#places.get(journal)?.position ?? 0)),
    );
    return { events: missing.reduce((sum, one) => sum + one, 0), seconds: (now - oldest) / 1e6 };
  }

  get told(): string | undefined {
    return this.#told;
  }

  set told(hour: string | undefined) {
    this.#told = hour;
    this.#isSaved = false;
  }

  /** Reads these journals too from now on. */
  follow(journals: readonly string[]): void {
    for (const journal of journals) {
      if (!this.#streams.has(journal)) this.#streams.set(journal, this.#run(journal));
    }
  }

  /** Writes the checkpoint where it has moved. */
  save(): Promise<void> {
    if (this.#isSaved) return this.#saving;
    this.#isSaved = true;
    const { folder, log } = this.#parts;
    const checkpoint: Checkpoint = {
      format: 1,
      journals: Object.fromEntries(this.#places),
      ...(this.#told === undefined ? {} : { told: this.#told }),
      ...(this.#gaps.length === 0 ? {} : { gaps: this.#gaps }),
    };
    this.#saving = this.#saving
      .then(() => writeCheckpoint(folder, this.name, checkpoint))
      .catch((error: unknown) => {
        this.#isSaved = false;
        log.error(
          { err: error, destination: this.name },
          'a checkpoint could not be written; it is tried again',
        );
      });
    return this.#saving;
  }

  /** Sends a block once more, beside what goes on; resolves when it is with NSQ. */
  async resend(block: Block): Promise<{ readonly events: number; readonly messages: number }> {
    const batches = await this.#frame(block);
    for (const batch of batches) await this.#publish(batch);
    return {
      events: batches.reduce((sum, batch) => sum + batch.events, 0),
      messages: batches.reduce((sum, batch) => sum + batch.count, 0),
    };
  }

  /** Sends nothing more; what is on its way and not said OK to is sent again at the next start. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    this.#publisher.close();
    this.#parts.tips.wake();
    for (const resolve of this.#roomWaiting.splice(0)) resolve();
    await Promise.all(this.#streams.values());
    await this.save();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(journal: string): Promise<void> {
    const { journalRoot, tips, cache, log } = this.#parts;
    const cursor = new JournalCursor(
      { journalRoot, journal, tips, cache, onGap: (from, to) => this.#gap(journal, from, to) },
      this.#places.get(journal),
    );
    const steps: Step[] = [];
    this.#steps.set(journal, steps);
    let pause = firstPause;
    while (!this.#isStopping) {
      try {
        const block = await cursor.next();
        this.#unreadable.delete(journal);
        if (block === undefined) await tips.changed();
        else await this.#send(journal, block, steps);
        pause = firstPause;
      } catch (error) {
        if (!this.#unreadable.has(journal)) this.#unreadable.set(journal, wallMilliseconds() * 1000);
        log.error(
          { err: error, destination: this.name, journal },
          'a journal cannot be read on; it is tried again',
        );
        await this.#pause(pause);
        pause = Math.min(30_000, pause * 2);
      }
    }
    await cursor.close();
  }

  /** Resolves when the block is on its way and there is room for more. */
  async #send(journal: string, block: Block, steps: Step[]): Promise<void> {
    const { receivedAt } = block;
    const place = { segment: block.segment.name, position: block.next };
    const step: Step = { place, receivedAt, isDone: false };
    steps.push(step);
    let batches: readonly MessageBatch[] | undefined;
    for (let pause = firstPause; batches === undefined; pause = Math.min(30_000, pause * 2)) {
      try {
        batches = await this.#frame(block);
      } catch (error) {
        if (this.#isStopping) return;
        this.#parts.log.error(
          { err: error, destination: this.name },
          'events wait for a snapshot that cannot be read',
        );
        await this.#pause(pause);
      }
    }
    if (batches.length === 0) {
      this.#done(journal, step, steps);
      return;
    }
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
    while (this.#inFlightBytes > 0 && this.#inFlightBytes + bytes > inFlightLimit && !this.#isStopping) {
      await new Promise<void>((resolve) => this.#roomWaiting.push(resolve));
    }
    this.#inFlightBytes += bytes;
    void Promise.all(batches.map((batch) => this.#publish(batch))).then((sent) => {
      this.#inFlightBytes -= bytes;
      for (const resolve of this.#roomWaiting.splice(0)) resolve();
      if (sent.every(Boolean)) this.#done(journal, step, steps);
    });
  }

  async #frame(block: Block): Promise<readonly MessageBatch[]> {
    const { collector, routes, messageBytes, log } = this.#parts;
    const { kind, framing = 'event' } = this.destination;
    if (kind === 'warehouse') return block.framed('parcels', () => frameParcels(block, collector));
    const selections = new Map<string, Selection>();
    for (const snapshot of block.snapshots) selections.set(snapshot, await routes.of(snapshot, this.name));
    const key = `${framing} ${[...selections].map(([id, { key }]) => `${id} ${key}`).join('\n')}`;
    return block.framed(key, () =>
      frameLines(block, {
        framing,
        messageBytes,
        selections,
        onOversize: (position) => {
          this.counts.oversize += 1;
          log.error(
            { destination: this.name, position: `${block.segment.journal}:${position}` },
            'an event is larger than a message may be, and is not relayed',
          );
        },
      }),
    );
  }

  /** Until one nsqd has said OK; false where the relay was stopped before. */
  async #publish(batch: MessageBatch): Promise<boolean> {
    for (let pause = firstPause; !this.#isStopping; pause = Math.min(longestPause, pause * 2)) {
      try {
        await this.#publisher.publish(batch);
        this.trouble = undefined;
        this.counts.messages += batch.count;
        this.counts.bytes += batch.bytes;
        this.counts.events += batch.events;
        return true;
      } catch (error) {
        this.counts.failures += 1;
        this.trouble = error as AppError;
        await this.#pause(pause);
      }
    }
    return false;
  }

  #done(journal: string, step: Step, steps: Step[]): void {
    step.isDone = true;
    for (let [first] = steps; first?.isDone === true; [first] = steps) {
      steps.shift();
      this.#places.set(journal, first.place);
      this.#isSaved = false;
    }
  }

  #gap(journal: string, from: number, to: number): void {
    this.counts.cutOff += to - from;
    this.#gaps.push({ journal, from, to });
    this.#isSaved = false;
    this.#parts.log.error(
      { destination: this.name, journal, from, to },
      'a destination stayed away for longer than journals are kept: it lacks these positions',
    );
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
