import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import xxhash, { type XXHashAPI } from 'xxhash-wasm';
import uWS, { type TemplatedApp, type us_listen_socket } from 'uWebSockets.js';
import type { AppError } from '@eventbook/shared/errors/app-error';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { eventListener } from '../http/event-listener.js';
import type { Listener } from '../http/exchange.js';
import { InFlight } from '../http/in-flight.js';
import { Journal } from '../journal/journal.js';
import { makeLogger, type Logger } from '../log/logger.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import type { Sample } from '../metrics/table.js';
import { denyKeys, prepareSnapshot } from '../pipeline/current-snapshot.js';
import { Intake } from '../pipeline/intake.js';
import { notifyParent } from './channel.js';
import type { IngestRequests, StoredSnapshot } from './messages.js';
import { portInUse } from './port.js';

type Start = IngestRequests['start']['sent'];

/** Validators that nobody needed for between one and two of these are not compiled for a new snapshot. */
const rememberFor = 1_800_000;
const tellAheadAtMostEvery = 1000;

/** What one ingest process consists of: journal, intake, listener. */
export class Ingest {
  readonly #journal: Journal;
  readonly #intake: Intake;
  readonly #listener: Listener;
  readonly #metrics = new IngestMetrics();
  readonly #collector: string;
  readonly #app: TemplatedApp;
  readonly #log: Logger;
  #denied: ReadonlySet<string>;
  #socket: us_listen_socket | undefined;
  #toldAhead = 0;
  #toldFailed = false;
  /** Snapshots are taken into use one after the other. */
  #swap: Promise<void> = Promise.resolve();

  private constructor(journal: Journal, hash: XXHashAPI, { configuration, name, denied }: Start) {
    this.#journal = journal;
    this.#collector = name;
    this.#denied = new Set(denied);
    this.#log = makeLogger(configuration.log_level, `ingest ${journal.name}`);
    this.#listener = {
      inFlight: new InFlight(configuration.max_in_flight_bytes),
      draining: false,
      open: 0,
      onAnswered: (status, code, seconds) => this.#metrics.countAnswer(status, code, seconds),
    };
    this.#intake = new Intake({
      journal,
      metrics: this.#metrics,
      hash,
      limits: configuration,
      onAhead: () => this.#tellAhead(),
      onBug: (error) => this.#log.error({ err: error }, 'an event could not be judged; it is quarantined'),
      onFailed: (failure) => this.#tellFailed(failure),
    });
    this.#app = eventListener(this.#intake, this.#listener, configuration);
    setInterval(() => this.#intake.snapshot?.judge.beginPeriod(), rememberFor).unref();
  }

  /** Throws journal_damaged, data_directory_locked, snapshot_malformed. */
  static async open(start: Start): Promise<Ingest> {
    const directory = join(dataDirectoryLayout(start.configuration.data).journal, start.journal);
    const journal = await Journal.open(directory, { name: start.journal, floor: start.floor });
    const ingest = new Ingest(journal, await xxhash(), start);
    if (start.snapshot !== null) await ingest.use(start.snapshot);
    return ingest;
  }

  /** Throws port_in_use. */
  listen(host: string, port: number): void {
    this.#app.listen(host, port, (socket) => {
      if (socket !== false) this.#socket = socket;
    });
    if (this.#socket === undefined) throw portInUse(host, port);
  }

  /** Judges by another snapshot from now on. Throws where it cannot be judged by. */
  use(stored: StoredSnapshot): Promise<void> {
    const swapped = this.#swap.then(async () => {
      const denied = this.#denied;
      const next = await prepareSnapshot(stored, this.#intake.snapshot, this.#collector, denied);
      this.#intake.snapshot = denied === this.#denied ? next : denyKeys(next, this.#collector, this.#denied);
    });
    this.#swap = swapped.catch(() => undefined);
    return swapped;
  }

  deny(denied: readonly string[]): void {
    this.#denied = new Set(denied);
    const { snapshot } = this.#intake;
    if (snapshot !== undefined) this.#intake.snapshot = denyKeys(snapshot, this.#collector, this.#denied);
  }

  rotate(floor: number): Promise<void> {
    return this.#journal.rotate({ floor });
  }

  samples(): Sample[] {
    const { inFlight } = this.#listener;
    return this.#metrics.samples({ inFlightBytes: inFlight.bytes, pendingBytes: this.#journal.pendingBytes });
  }

  /** Takes no new connection, answers what is under way, closes the journal. */
  async close(): Promise<void> {
    this.#listener.draining = true;
    if (this.#socket !== undefined) uWS.us_listen_socket_close(this.#socket);
    // Kept-alive connections that were just about to send get their answer, and are closed with it.
    const patience = Date.now() + 5000;
    do await pause(50);
    while (this.#listener.open > 0 && Date.now() < patience);
    await this.#journal.close();
    this.#app.close();
  }

  #tellAhead(): void {
    if (Date.now() - this.#toldAhead < tellAheadAtMostEvery) return;
    this.#toldAhead = Date.now();
    notifyParent('ahead', null);
  }

  #tellFailed({ code, message }: AppError): void {
    if (this.#toldFailed) return;
    this.#toldFailed = true;
    this.#log.fatal({ code }, message);
    notifyParent('failed', { code, message });
  }
}
