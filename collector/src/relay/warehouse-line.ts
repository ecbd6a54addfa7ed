import { setTimeout as sleep } from 'node:timers/promises';
import { sideTopics } from '@eventbook/shared/catalog/topics';
import { hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import { Consumer } from '../nsq/consumer.js';
import { MessageBatch } from '../nsq/message-batch.js';
import { Publisher } from '../nsq/publisher.js';
import type { Message } from '../nsq/subscription.js';
import type { DestinationRelay, RelayParts } from './destination-relay.js';
import { hoursOf, segmentsOf, toldSegment } from './hour-segments.js';
import { isKept, noteKept } from './kept-hours.js';
import { readAsk, type Ask, type HourNote, type Note } from './notes.js';
import { replayHour } from './replay.js';
import { snapshotNotes } from './snapshot-notes.js';

/** How many hours back are told at a start. */
const longestSilence = 72;
const lookAgainAfter = 200;
const retryAfter = 1000;

/**
 * What a collector and the writers of one warehouse tell each other: hours that are over, snapshots that judge, and what the
 * writers lack.
 */
export class WarehouseLine {
  readonly #relay: DestinationRelay;
  readonly #parts: RelayParts;
  readonly #notes: Publisher;
  readonly #asks: Consumer;
  readonly #stopping = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #over: Hour | undefined;

  constructor(relay: DestinationRelay, parts: RelayParts) {
    const { notes, asks } = sideTopics(relay.topic);
    this.#relay = relay;
    this.#parts = parts;
    this.#notes = new Publisher({ topic: notes, discovery: parts.discovery });
    this.#asks = new Consumer({
      topic: asks,
      channel: parts.collector,
      maxInFlight: 1,
      discovery: parts.discovery,
      onMessage: (message) => void this.#answer(message),
      // Also where there is nothing to send: who has just started it wants to know.
      onTrouble: (nsqd, reason) => {
        if (reason === undefined) parts.log.info({ nsqd }, 'an nsqd is there again');
        else parts.log.warn({ nsqd, code: reason.code }, reason.message);
      },
    });
  }

  /** Every journal is past this hour: told as soon as all of it was sent. */
  hourOver(hour: Hour): void {
    this.#over = hour;
    this.#inTurn(() => this.#tellUpTo(this.#over ?? hour));
  }

  /** A snapshot judges from now on. */
  tellSnapshot(id: string): void {
    this.#inTurn(async () => {
      for (const note of await snapshotNotes(this.#parts.snapshots, id)) await this.#tell(note);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#notes.close();
    await this.#asks.close(1000);
    await this.#work;
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #inTurn(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      if (!this.#isStopping)
        this.#parts.log.error({ err: error, destination: this.#relay.name }, 'a warehouse could not be told');
    });
  }

  async #tellUpTo(over: Hour): Promise<void> {
    const [oldest] = await hoursOf(this.#parts.journalRoot);
    const earliest = hourOf(hourEnd(over) - longestSilence * 3_600_000_000);
    const { told } = this.#relay;
    let hour = told === undefined ? (oldest ?? over) : hourAfter(told);
    if (hour < earliest) hour = earliest;
    for (; hour <= over && !this.#isStopping; hour = hourAfter(hour)) {
      const note = await this.#noteOf(hour);
      if (note === undefined) return;
      if (!(await this.#tell(note))) return;
      this.#relay.told = hour;
      await this.#relay.save();
    }
    await this.#tellAgain(over);
  }

  /** Hours that nobody has said he has: what was told of them may have been lost with an nsqd, or the answer. */
  async #tellAgain(over: Hour): Promise<void> {
    const { journalRoot, folder } = this.#parts;
    for (const hour of (await hoursOf(journalRoot)).filter((one) => one < over)) {
      if (await isKept(folder, hour)) continue;
      const note = await this.#noteOf(hour);
      if (note === undefined || !(await this.#tell(note))) return;
    }
  }

  /** Waits until everything of the hour is sealed and sent. */
  async #noteOf(hour: Hour): Promise<HourNote | undefined> {
    const { journalRoot, collector } = this.#parts;
    let segments = await segmentsOf(journalRoot, hour);
    const isSent = (): boolean =>
      segments.every(
        ({ journal, seal }) =>
          seal !== undefined && (this.#relay.places.get(journal)?.position ?? 0) >= seal.next,
      );
    while (!isSent()) {
      if (this.#isStopping) return undefined;
      await this.#pause(lookAgainAfter);
      if (segments.some(({ seal }) => seal === undefined)) segments = await segmentsOf(journalRoot, hour);
    }
    const told = await Promise.all(segments.map(toldSegment));
    return { note: 'hour', collector, hour, segments: told.filter((one) => one !== undefined) };
  }

  /** Until one nsqd has it; false where the relay was stopped before. */
  async #tell(note: Note): Promise<boolean> {
    while (!this.#isStopping) {
      try {
        await this.#notes.publish(MessageBatch.of(JSON.stringify(note)));
        return true;
      } catch {
        await this.#pause(retryAfter);
      }
    }
    return false;
  }

  async #answer(message: Message): Promise<void> {
    const { log, collector, folder, snapshots } = this.#parts;
    try {
      const ask = readAsk(message.body);
      if (ask.collector === collector) {
        log.info({ destination: this.#relay.name, ...summary(ask) }, 'a warehouse asks');
        if (ask.ask === 'kept') await noteKept(folder, ask.hour, ask.writer);
        else if (ask.ask === 'snapshot')
          for (const note of await snapshotNotes(snapshots, ask.id)) await this.#tell(note);
        else await replayHour(this.#parts, ask.hour, this.#relay, ask.missing);
      }
      message.finish();
    } catch (error) {
      log.error({ err: error, destination: this.#relay.name }, 'what a warehouse asks for cannot be given');
      // What is no question, or cannot be read, would be so again; it is asked again where it still matters.
      message.finish();
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

function summary(ask: Ask): object {
  return ask.ask === 'replay' ? { ask: ask.ask, hour: ask.hour, ranges: ask.missing?.length ?? 'all' } : ask;
}

function hourAfter(hour: Hour): Hour {
  return hourOf(hourEnd(hour));
}
