import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '@eventbook/shared/errors/app-error';
import type { SnapshotStatement } from '@eventbook/shared/snapshot/statement';
import { type Hour, hourEnd } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { isRelayed, type ServerConfiguration } from '../config/configuration.js';
import { collectorName } from '../data-directory/collector-name.js';
import type { Lock } from '../data-directory/file-lock.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import type { HourSummary } from '../hours/hour-summary.js';
import { recoverJournals } from '../journal/recover.js';
import type { Logger } from '../log/logger.js';
import { diskObstacles, diskSamples } from '../metrics/disk-samples.js';
import { memorySample } from '../metrics/ingest-metrics.js';
import { parentSamples } from '../metrics/parent-samples.js';
import { type MetricValue, metricValues, renderMetrics } from '../metrics/render.js';
import type { Sample } from '../metrics/table.js';
import { nsqAddresses } from '../nsq/open-discovery.js';
import { noRelay, type Replayed } from '../relay/replay.js';
import { readDenyList } from '../snapshot/deny-list.js';
import { SnapshotKeeper } from '../snapshot/keeper.js';
import { snapshotSource } from '../snapshot/source.js';
import { TailHub } from '../tail/tail-hub.js';
import { Child } from './child.js';
import { HourClock } from './hour-clock.js';
import type { HourKeeping } from './hour-keeping.js';
import { IngestGroup } from './ingest-group.js';
import { lockPastOrphans } from './lock-past-orphans.js';
import { RelayLine } from './relay-line.js';
import type { WriterRequests } from './messages.js';

/**
 * The parent's part of a running collector: it holds the data directory, admits snapshots, watches over the
 * ingest processes and the writer, and closes hours. Events never pass through it.
 */
export class Collector {
  readonly keeper: SnapshotKeeper;
  readonly hours: HourKeeping;
  readonly tail = new TailHub((filters) => this.#ingest.watch(filters));
  readonly name: string;
  readonly #configuration: ServerConfiguration;
  readonly #log: Logger;
  readonly #lock: Lock;
  readonly #ingest: IngestGroup;
  readonly #writer: Child<WriterRequests>;
  /** Where events go on over NSQ. */
  readonly #relay: RelayLine | undefined;
  #writerRestarts = 0;
  #isStopping = false;
  #denied = '';
  #denyTimer: NodeJS.Timeout | undefined;

  private constructor(configuration: ServerConfiguration, log: Logger, name: string, lock: Lock) {
    this.name = name;
    this.#configuration = configuration;
    this.#log = log;
    this.#lock = lock;
    this.#ingest = new IngestGroup(
      {
        configuration,
        name,
        log,
        lockFile: lock.fd,
        onAhead: () => this.keeper.wake(),
        onTailed: (report) => this.tail.take(report),
        onTip: (tip) => this.#relay?.tip(tip),
      },
      0,
    );
    const rotate = (floor: number): Promise<void> => this.#ingest.rotate(floor);
    if (isRelayed(configuration))
      this.#relay = new RelayLine({ configuration, name, log, lockFile: lock.fd });
    this.hours =
      this.#relay === undefined
        ? new HourClock({
            log,
            listHours: (since) => this.listHours(since),
            write: (hour, state, keepParts) => this.#writer.request('write', { hour, state, keepParts }),
            partMinutes: configuration.part_minutes,
            writePart: (hour) => this.#writer.request('part', { hour }),
            tend: () => this.#writer.request('tend', null),
            rotate,
          })
        : this.#relay.clock(rotate, () => this.#writer.request('tend', null));
    const { snapshots } = dataDirectoryLayout(configuration.data);
    this.keeper = new SnapshotKeeper({
      source: snapshotSource(configuration.catalog, join(snapshots, 'clone')),
      directory: snapshots,
      trustedKeys: configuration.trusted_keys,
      pollSeconds: configuration.poll_seconds,
      log,
      onAdmitted: async (stored) => {
        await this.#relay?.use(stored);
        await this.#ingest.use(stored);
        this.hours.snapshotCame(stored.statement.sequence);
      },
    });
    // Last, because it starts a process.
    this.#writer = new Child<WriterRequests>({
      module: 'writer-process',
      lockFile: lock.fd,
      begin: async (channel) => {
        await channel.request('start', { configuration, name });
      },
      onRestart: (reason) => {
        this.#writerRestarts += 1;
        log.error(`${reason}; it is started anew`);
      },
    });
  }

  /**
   * Starts everything; answers when events are taken in. Where no snapshot can be had for now it starts
   * nevertheless and answers 503 until one comes.
   * @throws AppError whatever must be mended by hand first
   */
  static async start(configuration: ServerConfiguration, log: Logger): Promise<Collector> {
    // Told here, in a sentence, rather than by a process that cannot start.
    nsqAddresses(configuration);
    const lock = await lockPastOrphans(configuration.data);
    let collector: Collector | undefined;
    try {
      const name = await collectorName(configuration.data, configuration.name);
      const recoveries = await recoverJournals(dataDirectoryLayout(configuration.data).journal);
      for (const { journal, mended, cutBytes } of recoveries) {
        if (mended !== undefined) log.warn({ journal, mended, cutBytes }, 'a journal was recovered');
      }
      collector = new Collector(configuration, log, name, lock);
      await collector.#begin();
      return collector;
    } catch (error) {
      if (collector === undefined) await lock.release();
      else await collector.stop();
      throw error;
    }
  }

  get eventsUrl(): string {
    return urlOf(this.#configuration.host, this.#ingest.port);
  }

  /** Why no events can be taken in; empty where they can. */
  async obstacles(): Promise<string[]> {
    const { current } = this.keeper;
    return [
      ...(this.#isStopping ? ['the collector is stopping'] : []),
      ...(current === undefined ? ['there is no snapshot yet'] : []),
      ...(this.#ingest.isReady ? [] : ['an ingest process is not running']),
      ...(await diskObstacles(dataDirectoryLayout(this.#configuration.data).journal)),
    ];
  }

  listHours(since: Hour | null = null): Promise<readonly HourSummary[]> {
    return this.#writer.request('hours', { since });
  }

  reconcile(since: Hour | null = null): Promise<WriterRequests['reconcile']['answered']> {
    return this.#writer.request('reconcile', { since });
  }

  /** Sends hours again to a destination, from the journals. @throws AppError usage, destination_not_found */
  replay(destination: string, hours: readonly Hour[]): Promise<Replayed> {
    return this.#relay === undefined ? noRelay() : this.#relay.replay(destination, hours);
  }

  /** The text of /metrics: what all processes say. */
  async metrics(): Promise<string> {
    return renderMetrics(await this.#samples());
  }

  /** The same numbers, for programs of ours. */
  async metricValues(): Promise<MetricValue[]> {
    return metricValues(await this.#samples());
  }

  async #samples(): Promise<(readonly Sample[])[]> {
    const writer = this.#writer.isReady ? await this.#writer.request('metrics', null).catch(() => []) : [];
    const own = parentSamples(this.keeper, this.hours, {
      ingest: this.#ingest.restarts,
      writer: this.#writerRestarts,
      ...(this.#relay === undefined ? {} : { relay: this.#relay.restarts }),
    });
    const relay = (await this.#relay?.samples()) ?? [];
    const disk = await diskSamples(this.#configuration);
    return [[...own, ...disk, memorySample('parent')], writer, relay, ...(await this.#ingest.samples())];
  }

  /**
   * Takes nothing more in and writes everything that was acknowledged, whatever time that takes.
   * @throws AppError where an hour could not be written; it stays in the journal
   */
  async drain(): Promise<readonly Manifest[]> {
    this.#isStopping = true;
    await this.#ingest.stop(this.#configuration.shutdown_seconds * 1000);
    return this.hours.seal();
  }

  /** Drains and ends everything within the configured time. What was acknowledged is on disk already. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.tail.end();
    const deadline = Date.now() + this.#configuration.shutdown_seconds * 1000;
    const left = (): number => Math.max(0, deadline - Date.now());
    clearInterval(this.#denyTimer);
    await this.#ingest.stop(left());
    await within(left(), this.keeper.stop());
    await within(left(), this.hours.stop());
    await this.#relay?.stop(left());
    if (this.#writer.isReady) await within(left(), this.#writer.request('stop', null));
    await this.#writer.end(left());
    await this.#lock.release();
  }

  async #begin(): Promise<void> {
    const { deny_list: denyList, poll_seconds: pollSeconds } = this.#configuration;
    await this.#writer.ready();
    await this.#relay?.ready();
    const closed = (await this.listHours()).findLast(({ state }) => state === 'closed');
    if (closed !== undefined) await this.#ingest.rotate(hourEnd(closed.hour));
    if (denyList !== undefined) await this.#readDenyList(denyList);
    await this.keeper.start();
    const { current, lastError } = this.keeper;
    if (current === undefined && isForPeople(lastError)) throw lastError;
    await this.#ingest.start();
    if (denyList !== undefined) {
      this.#denyTimer = setInterval(() => void this.#followDenyList(denyList), pollSeconds * 1000);
    }
    this.hours.start();
  }

  async #followDenyList(path: string): Promise<void> {
    try {
      await this.#readDenyList(path);
    } catch (error) {
      this.#log.error({ err: error }, 'the deny-list cannot be read; what it said last goes on holding');
    }
  }

  async #readDenyList(path: string): Promise<void> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined && text === this.#denied) return;
    const hashes = await readDenyList(path);
    this.#denied = text ?? '';
    await this.#ingest.deny(hashes);
    this.#log.info({ keys: hashes.length }, 'the deny-list was read');
  }
}

/** `http://127.0.0.1:8470`; what listens everywhere is reached here. */
export function urlOf(host: string, port: number): string {
  const reached =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${reached}:${port}`;
}

export interface SnapshotStatus {
  readonly statement: SnapshotStatement | null;
  /** RFC 3339. */
  readonly checked_at: string | null;
  readonly refusals: Readonly<Record<string, number>>;
  readonly last_refusal: { readonly code: string; readonly message: string; readonly at: string } | null;
}

/** What /v1/snapshot says. */
export function snapshotStatus({
  current,
  checkedAt,
  refusals,
  lastRefusal,
}: SnapshotKeeper): SnapshotStatus {
  return {
    statement: current?.statement ?? null,
    checked_at: checkedAt === undefined ? null : new Date(checkedAt).toISOString(),
    refusals: Object.fromEntries(refusals),
    last_refusal: lastRefusal ?? null,
  };
}

function isForPeople(error: AppError | undefined): error is AppError {
  return error !== undefined && error.kind !== 'unavailable';
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work.catch(() => undefined), over]);
  clearTimeout(timer);
}
