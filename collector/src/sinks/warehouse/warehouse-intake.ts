import type { Logger } from 'pino';
import { sideTopics } from '@eventbook/shared/catalog/topics';
import { AppError } from '@eventbook/shared/errors/app-error';
import { hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import { Consumer } from '../../nsq/consumer.js';
import type { Discovery } from '../../nsq/discovery.js';
import { MessageBatch } from '../../nsq/message-batch.js';
import { Publisher } from '../../nsq/publisher.js';
import type { Message } from '../../nsq/subscription.js';
import { readNote, type Ask, type HeldNote } from '../../relay/notes.js';
import { parcelHead, readParcel } from '../../relay/parcel.js';
import type { SetAside } from '../set-aside.js';
import type { HourCloser } from './hour-closer.js';
import type { HourNotes } from './hour-notes.js';
import type { HeldElsewhere } from './held-elsewhere.js';
import type { OtherWriters } from './other-writers.js';
import type { TellHeld } from './tell-held.js';
import type { SnapshotParts } from './snapshot-parts.js';

export interface WarehouseIntakeOptions {
  /** The destination's name: the channel that all writers of one warehouse share. */
  readonly destination: string;
  readonly topic: string;
  /** This writer's own: the channel of what collectors tell to every writer. */
  readonly writer: string;
  readonly discovery: Discovery;
  readonly closer: HourCloser;
  readonly notes: HourNotes;
  readonly others: OtherWriters;
  readonly held: HeldElsewhere;
  readonly teller: TellHeld;
  readonly snapshots: SnapshotParts;
  readonly setAside: SetAside;
  /** Hours before it are no longer taken. */
  readonly oldest: () => Hour;
  /** The journal can keep nothing more. */
  readonly onFailed: (failure: Error) => void;
  readonly log: Logger;
}

export interface IntakeCounts {
  messages: number;
  bytes: number;
  events: number;
  /** Events that came once more. */
  again: number;
}

/** Parcels with us at once, from each nsqd. */
const maxInFlight = 32;
const requeueAfter = 5000;
const retryAfter = 1000;

/** Takes in what collectors send: keeps it in journals, and says that it is done when it is on disk. */
export class WarehouseIntake {
  readonly counts: IntakeCounts = { messages: 0, bytes: 0, events: 0, again: 0 };
  readonly #options: WarehouseIntakeOptions;
  readonly #parcels: Consumer;
  readonly #notes: Consumer;
  readonly #asks: Publisher;
  #stopped = false;

  constructor(options: WarehouseIntakeOptions) {
    const { destination, topic, writer, discovery, log } = options;
    this.#options = options;
    const side = sideTopics(topic);
    const onTrouble = (nsqd: string, reason: AppError | undefined): void => {
      if (reason === undefined) log.info({ nsqd }, 'an nsqd is listened to again');
      else log.warn({ nsqd, code: reason.code }, `an nsqd cannot be listened to: ${reason.message}`);
    };
    this.#asks = new Publisher({ topic: side.asks, discovery });
    this.#notes = new Consumer({
      ...{ topic: side.notes, channel: writer, maxInFlight: 8, discovery },
      onMessage: (message) => void this.#takeNote(message),
    });
    this.#parcels = new Consumer({
      ...{ topic, channel: destination, maxInFlight, discovery, onTrouble },
      onMessage: (message) => void this.#take(message),
    });
  }

  /** How many nsqd are listened to. */
  get connected(): number {
    return this.#parcels.connected;
  }

  /** Publishes a question; what cannot be published is asked again by who asked. */
  async ask(ask: Ask): Promise<void> {
    await this.#asks.publish(MessageBatch.of(JSON.stringify(ask))).catch(() => undefined);
  }

  async stop(patience: number): Promise<void> {
    this.#stopped = true;
    await Promise.all([this.#parcels.close(patience), this.#notes.close(patience)]);
    this.#asks.close();
  }

  async #take(message: Message): Promise<void> {
    const { topic, setAside, onFailed, log } = this.#options;
    try {
      this.counts.messages += 1;
      this.counts.bytes += message.body.length;
      if (await this.#keep(message.body)) message.finish();
      else message.requeue(requeueAfter);
    } catch (error) {
      if (error instanceof AppError && error.code !== 'journal_write_failed' && error.kind === 'user') {
        await setAside.put(topic, message.body, error).then(
          () => message.finish(),
          () => message.requeue(requeueAfter),
        );
        return;
      }
      // A full disk may have room again; a journal that has failed for good is begun anew with the process.
      log.error({ err: error }, 'a message could not be kept; it comes again');
      message.requeue(retryAfter);
      if (error instanceof AppError && error.data['fatal'] === true) onFailed(error);
    }
  }

  /** False where its hour is being written just now. @throws AppError message_malformed, journal_write_failed */
  async #keep(body: Buffer): Promise<boolean> {
    const { hour } = parcelHead(body);
    if (hour < this.#options.oldest()) throw tooLate(hour);
    const journal = await this.#options.closer.journalOf(hour);
    if (journal.isWritten) return false;
    const kept: Promise<void>[] = [];
    let trouble: Error | undefined;
    try {
      readParcel(body, (group, { collector, segment }, [from, to]) => {
        if (group.collector !== collector || hourOf(group.receivedAt) !== hour)
          throw new AppError(
            'user',
            'message_malformed',
            'A group of a parcel is of another hour or collector.',
          );
        const range = { segment, from, to };
        if (journal.arrivals.has(collector, range) || this.#options.held.has(hour, collector, range)) {
          this.counts.again += group.size;
          return;
        }
        this.counts.events += group.size;
        kept.push(journal.keep(group, range));
      });
    } catch (error) {
      trouble = error as Error;
    }
    const results = await Promise.allSettled(kept);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (trouble !== undefined) throw trouble;
    return true;
  }

  async #takeNote(message: Message): Promise<void> {
    const { notes, others, snapshots, setAside, closer, topic, oldest } = this.#options;
    try {
      const note = readNote(message.body);
      if (note.note === 'snapshot') await snapshots.add(note);
      else if (note.note === 'writer') others.heard(note);
      else if (note.note === 'held') await this.#takeHeld(note);
      else if (note.hour >= oldest()) {
        await notes.add(note);
        await closer.toldAgain(note.hour, note.collector);
      }
      message.finish();
    } catch (error) {
      if (this.#stopped) return;
      await setAside.put(sideTopics(topic).notes, message.body, error).then(
        () => message.finish(),
        () => message.requeue(requeueAfter),
      );
    }
  }

  async #takeHeld(note: HeldNote): Promise<void> {
    const { others, held, teller, oldest } = this.#options;
    if (!others.isOther(note) || note.hour < oldest()) return;
    others.heard(note);
    await held.add(note);
    if (note.wants) teller.want(note.hour);
  }
}

function tooLate(hour: Hour): AppError {
  return new AppError(
    'user',
    'journal_freed',
    `Something came of hour ${hour}, whose journals are no longer kept.`,
    {
      hint: 'Load it by hand, or keep journals for longer with --retention-hours.',
      data: { hour },
    },
  );
}
