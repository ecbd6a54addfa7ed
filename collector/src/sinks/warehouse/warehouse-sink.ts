import { join } from 'node:path';
import { addHours, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { ServerConfiguration } from '../../config/configuration.js';
import { collectorName } from '../../data-directory/collector-name.js';
import type { Lock } from '../../data-directory/file-lock.js';
import { dataDirectoryLayout } from '../../data-directory/layout.js';
import type { HourSummary } from '../../hours/hour-summary.js';
import type { Difference, HourReconciliation, Reconciliation } from '../../hours/reconciliation.js';
import { recoverJournals } from '../../journal/recover.js';
import type { Logger } from '../../log/logger.js';
import { memorySample } from '../../metrics/ingest-metrics.js';
import { sinkSamples } from '../../metrics/sink-samples.js';
import type { Sample } from '../../metrics/table.js';
import { openDiscovery } from '../../nsq/open-discovery.js';
import type { HeldNote, WriterNote } from '../../relay/notes.js';
import { Child } from '../../processes/child.js';
import { lockPastOrphans } from '../../processes/lock-past-orphans.js';
import type { WriterRequests } from '../../processes/messages.js';
import { SetAside } from '../set-aside.js';
import { missingOfCollectors, sumsOfWriters } from './cluster-differences.js';
import { HeldElsewhere } from './held-elsewhere.js';
import { HourCloser } from './hour-closer.js';
import { HourJournals } from './hour-journals.js';
import { HourNotes } from './hour-notes.js';
import { HourSharing } from './hour-sharing.js';
import { OtherWriters } from './other-writers.js';
import { SnapshotParts } from './snapshot-parts.js';
import { TellHeld } from './tell-held.js';
import { WarehouseIntake } from './warehouse-intake.js';
import { WritersLine } from './writers-line.js';

export type SinkConfiguration = Omit<ServerConfiguration, 'catalog'>;

/** Takes what collectors send over NSQ into journals of its own, and has its writer make hours of Parquet of them. */
export class WarehouseSink {
  readonly name: string;
  readonly hours: HourCloser;
  readonly #intake: WarehouseIntake;
  readonly #writer: Child<WriterRequests>;
  readonly #journals: HourJournals;
  readonly #notes: HourNotes;
  readonly #setAside: SetAside;
  readonly #held: HeldElsewhere;
  readonly #stopTelling: () => void;
  readonly #lock: Lock;

  private constructor(parts: {
    readonly name: string;
    readonly hours: HourCloser;
    readonly intake: WarehouseIntake;
    readonly writer: Child<WriterRequests>;
    readonly journals: HourJournals;
    readonly notes: HourNotes;
    readonly setAside: SetAside;
    readonly held: HeldElsewhere;
    readonly stopTelling: () => void;
    readonly lock: Lock;
  }) {
    this.name = parts.name;
    this.hours = parts.hours;
    this.#intake = parts.intake;
    this.#writer = parts.writer;
    this.#journals = parts.journals;
    this.#notes = parts.notes;
    this.#setAside = parts.setAside;
    this.#held = parts.held;
    this.#stopTelling = parts.stopTelling;
    this.#lock = parts.lock;
  }

  /** @throws AppError whatever must be mended by hand first */
  static async start(
    destination: string,
    topic: string,
    configuration: SinkConfiguration,
    log: Logger,
    onFailed: (failure: Error) => void,
  ): Promise<WarehouseSink> {
    const { data } = configuration;
    const layout = dataDirectoryLayout(data);
    const lock = await lockPastOrphans(data);
    let writer: Child<WriterRequests> | undefined;
    let stopTelling = (): void => undefined;
    try {
      const name = await collectorName(data, configuration.name);
      await recoverJournals(layout.journal);
      const child = (writer = openWriterChild(configuration, name, lock, log));
      await writer.ready();
      const discovery = await openDiscovery(configuration);
      const journals = new HourJournals(layout.journal);
      const notes = await HourNotes.open(join(data, 'notes'));
      const snapshots = new SnapshotParts(layout.snapshots);
      const line = new WritersLine(topic, discovery);
      const tell = (note: WriterNote | HeldNote): Promise<void> => line.tell(note);
      const others = new OtherWriters({ writer: name, channel: destination, tell, log });
      stopTelling = () => {
        others.stop();
        line.close();
        discovery.stop();
      };
      const held = await HeldElsewhere.open(join(data, 'notes'), others);
      const teller = new TellHeld({ writer: name, channel: destination, others, tell });
      const listHours = (since?: Hour): Promise<readonly HourSummary[]> =>
        child.request('hours', { since: since ?? null });
      const folder = layout.elsewhere;
      const sharing = new HourSharing({ writer: name, others, held, teller, folder, listHours });
      const setAside = new SetAside(join(data, 'set-aside'), log);
      const hours: HourCloser = new HourCloser({
        writer: name,
        journals,
        notes,
        hasSnapshot: (id) => snapshots.has(id),
        listHours,
        sharing,
        write: (hour, state, absent) => child.request('write', { hour, state, keepParts: false, absent }),
        tend: () => child.request('tend', null),
        ask: (ask) => intake.ask(ask),
        log,
      });
      await hours.open();
      const intake = new WarehouseIntake({
        ...{
          destination,
          topic,
          writer: name,
          discovery,
          closer: hours,
          notes,
          ...{ others, held, teller },
          snapshots,
          setAside,
          log,
          onFailed,
        },
        oldest: () => addHours(hourOf(wallMilliseconds() * 1000), -configuration.retention_hours),
      });
      hours.start();
      return new WarehouseSink({
        name,
        hours,
        intake,
        writer,
        journals,
        notes,
        setAside,
        held,
        stopTelling,
        lock,
      });
    } catch (error) {
      stopTelling();
      await writer?.end(1000);
      await lock.release();
      throw error;
    }
  }

  /** Why it cannot do its work; empty where it can. */
  obstacles(): Promise<string[]> {
    return Promise.resolve([
      ...(this.#intake.connected === 0 ? ['no nsqd can be listened to'] : []),
      ...(this.#writer.isReady ? [] : ['the writer is not running']),
    ]);
  }

  listHours(since: Hour | null = null): Promise<readonly HourSummary[]> {
    return this.#writer.request('hours', { since });
  }

  /** Its own journals, manifests and files, and what collectors have told of theirs. */
  async reconcile(since: Hour | null = null): Promise<Reconciliation> {
    const own = await this.#writer.request('reconcile', { since });
    const hours = await Promise.all(
      own.hours.map(async (hour) => {
        const differences = hour.state === 'closed' ? await this.#clusterDifferences(hour) : [];
        return { ...hour, differences: [...hour.differences, ...differences] };
      }),
    );
    return { ...own, hours, ok: hours.every(({ differences }) => differences.length === 0) };
  }

  async samples(): Promise<(readonly Sample[])[]> {
    const writer = this.#writer.isReady ? await this.#writer.request('metrics', null).catch(() => []) : [];
    return [[...sinkSamples(this.hours, this.#intake, this.#setAside), memorySample('parent')], writer];
  }

  /** What has come is on disk, or comes again. */
  async stop(milliseconds: number): Promise<void> {
    await this.#intake.stop(milliseconds);
    await this.hours.stop();
    this.#stopTelling();
    await this.#journals.closeAll();
    if (this.#writer.isReady) await this.#writer.request('stop', null).catch(() => undefined);
    await this.#writer.end(milliseconds);
    await this.#lock.release();
  }

  async #clusterDifferences({ hour, written }: HourReconciliation): Promise<Difference[]> {
    const notes = this.#notes.of(hour);
    const others = this.#held.writtenOf(hour);
    const verdict = await this.hours.inFilesOf(hour);
    const missing = missingOfCollectors(verdict, notes);
    if (missing.length > 0 || others.length === 0) return missing;
    const manifests = others.map(({ writer, manifest }) => [writer, manifest.outcomes] as const);
    return sumsOfWriters(new Map([[this.name, written], ...manifests]), notes);
  }
}

function openWriterChild(
  configuration: SinkConfiguration,
  name: string,
  lock: Lock,
  log: Logger,
): Child<WriterRequests> {
  // Its hours are its own: nobody else keeps them.
  const settings = { ...configuration, nsqd: [], nsqlookupd: [] };
  return new Child<WriterRequests>({
    module: 'writer-process',
    lockFile: lock.fd,
    begin: async (channel) => {
      await channel.request('start', { configuration: settings, name });
    },
    onRestart: (reason) => log.error(`${reason}; it is started anew`),
  });
}
