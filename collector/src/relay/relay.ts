import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Destination } from '@eventbook/shared/catalog/model';
import { hasTopic } from '@eventbook/shared/catalog/topics';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { DataDirectoryLayout } from '../data-directory/layout.js';
import { listJournals, listSegments } from '../journal/segments.js';
import { parseSegmentName } from '../journal/segment-name.js';
import type { StoredSnapshot } from '../processes/messages.js';
import type { Discovery } from '../nsq/discovery.js';
import { BlockCache } from './block-cache.js';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { type Behind, DestinationRelay, type RelayParts } from './destination-relay.js';
import { type Place, segmentNames } from './journal-cursor.js';
import { type JournalTip, JournalTips } from './journal-tips.js';
import { hoursOf } from './hour-segments.js';
import { noteKept } from './kept-hours.js';
import { type Replayed, replayHour } from './replay.js';
import { Routes } from './routes.js';
import { WarehouseLine } from './warehouse-line.js';

export interface RelayOptions {
  readonly collector: string;
  readonly layout: DataDirectoryLayout;
  readonly discovery: Discovery;
  /** Journals that are written now: nothing of them is read before their tips are told. */
  readonly written: readonly string[];
  readonly messageBytes: number;
  readonly log: Logger;
}

const cacheBytes = 32 * 1024 * 1024;

/** Brings everything that the journals keep to every destination of the book, each on its own. */
export class Relay {
  readonly #parts: RelayParts;
  readonly #relays = new Map<string, DestinationRelay>();
  /** Of the warehouses among them. */
  readonly #lines = new Map<string, WarehouseLine>();
  #over: Hour | undefined;
  /** By journal: the position behind its last record. */
  readonly #journalEnds = new Map<string, number>();
  readonly #written: readonly string[];
  #isFirstUse = true;
  /** Snapshots are taken up one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor({ collector, layout, discovery, written, messageBytes, log }: RelayOptions) {
    const tips = new JournalTips();
    for (const journal of written) tips.set({ journal, segment: '', bytes: 0, next: 0 });
    this.#written = written;
    this.#parts = {
      collector,
      journalRoot: layout.journal,
      folder: layout.relay,
      snapshots: layout.snapshots,
      tips,
      cache: new BlockCache(cacheBytes),
      routes: new Routes(layout.snapshots),
      discovery,
      messageBytes,
      log,
    };
  }

  get destinations(): ReadonlyMap<string, DestinationRelay> {
    return this.#relays;
  }

  /** Where a journal's synced end is now. */
  tip(tip: JournalTip): void {
    this.#parts.tips.set(tip);
    this.#journalEnds.set(tip.journal, tip.next);
  }

  /** By destination: how far it is behind. */
  get behind(): ReadonlyMap<string, Behind> {
    return new Map([...this.#relays].map(([name, relay]) => [name, relay.behind(this.#journalEnds)]));
  }

  /**
   * Serves the destinations of a snapshot, before anything is judged by it: what a new destination lies behind then is
   * nothing that it would get.
   * @throws AppError checkpoint_unusable, snapshot_malformed
   */
  use(snapshot: StoredSnapshot): Promise<void> {
    const taken = this.#turn.then(() => this.#use(snapshot));
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  /** Resolves when every destination has got all that is sealed now. */
  async drained(): Promise<void> {
    const ends = await this.#ends();
    const isBehind = (): boolean =>
      [...this.#relays.values()].some(({ places }) =>
        [...ends].some(([journal, next]) => (places.get(journal)?.position ?? 0) < next),
      );
    while (isBehind()) await sleep(50);
  }

  /** Every journal is past this hour. */
  async hourOver(hour: Hour): Promise<void> {
    this.#over = hour;
    await this.#turn;
    for (const line of this.#lines.values()) line.hourOver(hour);
    // Nobody else is to have it: retention alone decides.
    if (this.#lines.size > 0) return;
    for (const past of (await hoursOf(this.#parts.journalRoot)).filter((one) => one <= hour))
      await noteKept(this.#parts.folder, past, 'no warehouse');
  }

  /**
   * Sends hours again to a destination, from the journals.
   * @throws AppError destination_not_found
   */
  async replay(destination: string, hours: readonly Hour[]): Promise<Replayed> {
    const relay = this.#relays.get(destination);
    if (relay === undefined) {
      const hint = didYouMean(destination, this.#relays.keys());
      throw new AppError(
        'user',
        'destination_not_found',
        `The book has no destination ${destination} that events are sent to over NSQ.`,
        {
          ...(hint === undefined ? {} : { hint }),
          data: { destination },
        },
      );
    }
    const kept = await hoursOf(this.#parts.journalRoot);
    let events = 0;
    let messages = 0;
    for (const hour of hours.filter((one) => kept.includes(one))) {
      const sent = await replayHour(this.#parts, hour, relay);
      events += sent.events;
      messages += sent.messages;
    }
    return { events, messages };
  }

  async stop(): Promise<void> {
    await this.#turn;
    await Promise.all([...this.#lines.values()].map((line) => line.stop()));
    await Promise.all([...this.#relays.values()].map((relay) => relay.stop()));
    this.#parts.discovery.stop();
  }

  async #use({ path, statement }: StoredSnapshot): Promise<void> {
    const { folder, journalRoot, log } = this.#parts;
    const { destinations: all } = parseContent(await readFile(path, 'utf8'));
    const destinations = new Map([...all].filter(([, destination]) => hasTopic(destination)));
    const checkpoints = new Map<string, Checkpoint | undefined>();
    for (const name of destinations.keys()) checkpoints.set(name, await readCheckpoint(folder, name));
    for (const [name, relay] of this.#relays) {
      const next = destinations.get(name);
      if (next !== undefined && isSame(relay.destination, next)) continue;
      this.#relays.delete(name);
      await this.#lines.get(name)?.stop();
      this.#lines.delete(name);
      await relay.stop();
      checkpoints.set(name, await readCheckpoint(folder, name));
      if (next === undefined) log.info({ destination: name }, 'a destination is no longer in the book');
    }
    const journals = [...new Set([...this.#written, ...(await listJournals(journalRoot))])];
    for (const [name, destination] of destinations) {
      if (this.#relays.has(name)) continue;
      const checkpoint = checkpoints.get(name) ?? (await this.#beginning(journals));
      await writeCheckpoint(folder, name, checkpoint);
      const relay = new DestinationRelay(name, destination, checkpoint, this.#parts);
      this.#relays.set(name, relay);
      relay.follow(journals);
      if (destination.kind === 'warehouse') this.#open(name, relay);
      log.info({ destination: name, topic: relay.topic, kind: destination.kind }, 'a destination is served');
    }
    if (this.#isFirstUse) {
      // Nobody tells of those that are written no more.
      for (const [journal, next] of await this.#ends())
        if (!this.#written.includes(journal)) this.#journalEnds.set(journal, next);
    }
    this.#isFirstUse = false;
    for (const line of this.#lines.values()) line.tellSnapshot(statement.id);
  }

  #open(name: string, relay: DestinationRelay): void {
    const line = new WarehouseLine(relay, this.#parts);
    this.#lines.set(name, line);
    if (this.#over !== undefined) line.hourOver(this.#over);
  }

  /**
   * Where a destination begins: with all there is at the first start; later with what is being written now, because it was
   * not in the book before and has no part in what is older.
   */
  async #beginning(journals: readonly string[]): Promise<Checkpoint> {
    const places: [string, Place][] = [];
    for (const journal of journals) {
      const names = await segmentNames(join(this.#parts.journalRoot, journal));
      const name = names.at(this.#isFirstUse ? 0 : -1);
      const first = name === undefined ? 0 : (parseSegmentName(name)?.first ?? 0);
      places.push([journal, { segment: '', position: first }]);
    }
    return { format: 1, journals: Object.fromEntries(places) };
  }

  /** By journal: the position behind its last sealed segment. */
  async #ends(): Promise<Map<string, number>> {
    const segments = await listSegments(this.#parts.journalRoot);
    return new Map(
      segments.flatMap(({ journal, seal }) => (seal === undefined ? [] : [[journal, seal.next]])),
    );
  }
}

/** Whether nothing of a destination has changed that its messages depend on. */
function isSame(one: Destination, other: Destination): boolean {
  return one.kind === other.kind && one.topic === other.topic && one.framing === other.framing;
}
