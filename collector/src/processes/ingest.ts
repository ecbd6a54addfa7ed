import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import xxhash, { type XXHashAPI } from 'xxhash-wasm';
import uWS, { type TemplatedApp, type us_listen_socket } from 'uWebSockets.js';
import type { AppError } from '@eventbook/shared/errors/app-error';
import { wallMilliseconds } from '../clock/wall-clock.js';
import { isRelayed } from '../config/configuration.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { eventListener } from '../http/event-listener.js';
import type { Listener } from '../http/exchange.js';
import { InFlight } from '../http/in-flight.js';
import { Journal } from '../journal/journal.js';
import { makeLogger, type Logger } from '../log/logger.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import type { Sample } from '../metrics/table.js';
import { type CurrentSnapshot, denyKeys, prepareSnapshot } from '../pipeline/current-snapshot.js';
import { Intake } from '../pipeline/intake.js';
import type { TailFilter } from '../tail/tail-filter.js';
import { TailTap } from '../tail/tail-tap.js';
import { notifyParent } from './channel.js';
import type { IngestRequests, StoredSnapshot } from './messages.js';
import { portInUse } from './port.js';

type Start = IngestRequests['start']['sent'];

/** Validators that nobody needed for between one and two of these are not compiled for a new snapshot. */
const rememberFor = 1_800_000;
const tellAheadAtMostEvery = 1000;
const watchClockEvery = 5000;
/** Milliseconds: what an event waits for at most before it is relayed, beside the work. */
const tellTipEvery = 20;
/** Seconds; less is what keeping time does. */
const notableStep = 2;

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
  #toldTip: string | undefined;
  #toldFailed = false;
  #toldClock = false;
  /** Snapshots are made ready one after the other. */
  #preparing: Promise<void> = Promise.resolve();
  #prepared: CurrentSnapshot | undefined;
  readonly #tap = new TailTap((report) => notifyParent('tailed', report));
  readonly #loopDelay = monitorEventLoopDelay({ resolution: 5 });

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
      tap: this.#tap,
      limits: configuration,
      onAhead: () => this.#tellAhead(),
      onBug: (error) => this.#log.error({ err: error }, 'an event could not be judged; it is quarantined'),
      onFailed: (failure) => this.#tellFailed(failure),
    });
    this.#app = eventListener(this.#intake, this.#listener, configuration);
    this.#loopDelay.enable();
    setInterval(() => this.#watchClock(), watchClockEvery).unref();
    if (isRelayed(configuration)) setInterval(() => this.#tellTip(), tellTipEvery).unref();
    setInterval(() => this.#intake.snapshot?.judge.beginPeriod(), rememberFor).unref();
  }

  /** Throws journal_damaged, data_directory_locked, snapshot_malformed. */
  static async open(start: Start): Promise<Ingest> {
    const directory = join(dataDirectoryLayout(start.configuration.data).journal, start.journal);
    const journal = await Journal.open(directory, { name: start.journal, floor: start.floor });
    const ingest = new Ingest(journal, await xxhash(), start);
    if (start.snapshot !== null) await ingest.swap(start.snapshot);
    ingest.watch(start.tail);
    return ingest;
  }

  /** Throws port_in_use. */
  listen(host: string, port: number): void {
    this.#app.listen(host, port, (socket) => {
      if (socket !== false) this.#socket = socket;
    });
    if (this.#socket === undefined) throw portInUse(host, port);
  }

  /** Makes a snapshot ready to be swapped in. Throws where it cannot be judged by. */
  prepare(stored: StoredSnapshot): Promise<void> {
    const prepared = this.#preparing.then(async () => {
      this.#prepared = await prepareSnapshot(stored, this.#intake.snapshot, this.#collector, this.#denied);
    });
    this.#preparing = prepared.catch(() => undefined);
    return prepared;
  }

  /** Judges by a snapshot from now on. Throws where it cannot be judged by. */
  async swap(stored: StoredSnapshot): Promise<void> {
    const { id, sequence } = stored.statement;
    const isReady = (): boolean =>
      this.#prepared?.statement.id === id && this.#prepared.statement.sequence === sequence;
    if (!isReady()) await this.prepare(stored);
    if (this.#prepared === undefined) return;
    // Keys may have been denied in the meantime.
    this.#intake.snapshot = denyKeys(this.#prepared, this.#collector, this.#denied);
    this.#prepared.judge.advance(sequence);
    this.#prepared = undefined;
  }

  watch(filters: readonly TailFilter[]): void {
    this.#tap.watch(filters);
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
    const loopDelaySeconds = this.#loopDelay.max / 1e9;
    this.#loopDelay.reset();
    return this.#metrics.samples({
      inFlightBytes: inFlight.bytes,
      pendingBytes: this.#journal.pendingBytes,
      journalRefuses: this.#intake.isRefused ? 1 : 0,
      clockAheadSeconds: this.#clockAheadSeconds,
      loopDelaySeconds,
    });
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

  /** By how much received times are ahead of the clock. */
  get #clockAheadSeconds(): number {
    return Math.max(0, this.#journal.lastReceivedAt / 1e6 - wallMilliseconds() / 1000);
  }

  /** Received times never go back, so after a step of the clock they stand still: an hour's events may be all in one. */
  #watchClock(): void {
    const ahead = this.#clockAheadSeconds;
    const isAhead = ahead > notableStep;
    if (isAhead && !this.#toldClock) {
      this.#log.warn(
        { seconds: Math.round(ahead) },
        'the clock was set back: received times stand still until it has caught up; see that the machine keeps time (chrony, ntpd)',
      );
    }
    this.#toldClock = isAhead;
  }

  /** The relay reads no further than what is synced. */
  #tellTip(): void {
    const { name, tip } = this.#journal;
    const text = `${tip.segment} ${tip.bytes}`;
    if (text === this.#toldTip) return;
    this.#toldTip = text;
    notifyParent('tip', { journal: name, ...tip });
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
