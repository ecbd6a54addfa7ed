import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { ServerConfiguration } from '../../config/configuration.js';
import type { Lock } from '../../data-directory/file-lock.js';
import { dataDirectoryLayout } from '../../data-directory/layout.js';
import { lockDataDirectory } from '../../data-directory/lock.js';
import type { Logger } from '../../log/logger.js';
import { memorySample } from '../../metrics/ingest-metrics.js';
import type { MetricName, Sample } from '../../metrics/table.js';
import { Bucket } from './bucket.js';
import { parseBucketAddress } from './bucket-address.js';
import { bucketWriter, dryRunWriter } from './bucket-writer.js';
import { Mirror } from './mirror.js';
import type { UploadCounts } from './upload-file.js';

export interface S3SinkOptions {
  /** The destination's name in the book. */
  readonly name: string;
  readonly configuration: ServerConfiguration;
  /** Each line says what would be done, and nothing is. */
  readonly dryRun?: (line: string) => void;
  readonly log: Logger;
}

const firstPause = 500;
const longestPause = 30_000;

/**
 * Mirrors the finished hours of a warehouse folder into a bucket, and goes on looking for new ones. While the bucket is away it is
 * tried again and again; what is there then is looked at anew.
 */
export class S3Sink {
  readonly mirror: Mirror;
  readonly #bucket: Bucket;
  #lock: Lock | undefined;
  readonly #log: Logger;
  readonly #pollMilliseconds: number;
  readonly #uploads: UploadCounts = { files: 0, bytes: 0, partsKept: 0 };
  readonly #ending = new AbortController();
  #failures = 0;
  /** Until the first pass has ended nobody knows. */
  #trouble: AppError | undefined;
  #isFirstOver = false;
  #working: Promise<void> | undefined;

  private constructor({ configuration, dryRun, log }: S3SinkOptions, bucket: Bucket, lock: Lock | undefined) {
    const { data } = configuration;
    this.#bucket = bucket;
    this.#lock = lock;
    this.#log = log;
    this.#pollMilliseconds = configuration.poll_seconds * 1000;
    this.mirror = new Mirror({
      warehouse: configuration.warehouse ?? dataDirectoryLayout(data).warehouse,
      notes: join(data, 's3'),
      bucket,
      writer: dryRun === undefined ? bucketWriter(bucket, this.#uploads) : dryRunWriter(dryRun),
      verifyHours: configuration.verify_hours,
      dryRun: dryRun !== undefined,
      log,
    });
  }

  /** @throws AppError configuration_invalid, data_directory_locked */
  static async open(options: S3SinkOptions): Promise<S3Sink> {
    const { to, s3_endpoint: endpoint, s3_region: region, data } = options.configuration;
    const address = to === undefined ? undefined : parseBucketAddress(to);
    if (address === undefined)
      throw new AppError(
        'user',
        'configuration_invalid',
        `${to === undefined ? 'to is missing' : 'to is no such address'}: where hours of ${options.name} are put, a bucket.`,
        { hint: 'Set EVENTBOOK_COLLECTOR_TO, as in s3://bucket/prefix', data: { setting: 'to' } },
      );
    const bucket = await Bucket.open({ ...address, endpoint, region });
    const lock = options.dryRun === undefined ? await lockDataDirectory(data) : undefined;
    return new S3Sink(options, bucket, lock);
  }

  /** Goes on until it is stopped. */
  start(): void {
    this.#working = this.#work();
  }

  /**
   * One pass, then the end.
   * @throws AppError what kept hours from the bucket
   */
  async once(): Promise<void> {
    const pass = this.#bucket.check().then(() => this.mirror.pass());
    this.#working = pass.catch(() => undefined);
    await pass;
    const [first, ...others] = this.mirror.troubles;
    if (first === undefined) return;
    const more =
      others.length === 0 ? '' : ` ${others.length} more hours have troubles of their own: see the log.`;
    throw new AppError(first.kind, first.code, `${first.message}${more}`, {
      ...(first.hint === undefined ? {} : { hint: first.hint }),
      data: first.data,
      cause: first,
    });
  }

  obstacles(): Promise<string[]> {
    return Promise.resolve([
      ...(this.#isFirstOver || this.#trouble !== undefined
        ? []
        : ['the bucket has not been looked through yet']),
      ...[...(this.#trouble === undefined ? [] : [this.#trouble]), ...this.mirror.troubles].map(
        ({ message }) => message,
      ),
    ]);
  }

  samples(): Promise<(readonly Sample[])[]> {
    const sample = (metric: MetricName, value: number): Sample => ({ metric, labels: {}, value });
    const { hours, mended, deleted } = this.mirror.counts;
    const { files, bytes, partsKept } = this.#uploads;
    return Promise.resolve([
      [
        sample('eventbook_sink_hours_mirrored_total', hours),
        sample('eventbook_sink_hours_behind', this.mirror.behind),
        sample('eventbook_sink_files_uploaded_total', files),
        sample('eventbook_sink_uploaded_bytes_total', bytes),
        sample('eventbook_sink_parts_kept_total', partsKept),
        sample('eventbook_sink_files_mended_total', mended),
        sample('eventbook_sink_files_deleted_total', deleted),
        sample('eventbook_sink_delivery_failures_total', this.#failures),
        sample('eventbook_sink_stuck', this.#trouble === undefined ? 0 : 1),
        memorySample('parent'),
      ],
    ]);
  }

  /** Ends the hour that it is at within the time, or in the middle: then the next sink goes on there. */
  async stop(milliseconds: number): Promise<void> {
    this.#ending.abort();
    this.mirror.stop();
    const late = setTimeout(() => this.#bucket.stop(), milliseconds);
    await this.#working;
    clearTimeout(late);
    this.#bucket.stop();
    const lock = this.#lock;
    this.#lock = undefined;
    await lock?.release();
  }

  async #work(): Promise<void> {
    let pause = firstPause;
    while (!this.#isEnding()) {
      try {
        // What is away may come back as another: then nothing that is known of it holds.
        if (this.#trouble !== undefined || !this.#isFirstOver) await this.#bucket.check();
        await this.mirror.pass();
        if (this.#trouble !== undefined) this.#log.info('the bucket takes hours again');
        this.#trouble = undefined;
        this.#isFirstOver = true;
        pause = firstPause;
        await this.#rest(this.#pollMilliseconds);
      } catch (error) {
        if (this.#isEnding()) return;
        this.#fail(error);
        await this.#rest(pause);
        pause = Math.min(longestPause, pause * 2);
      }
    }
  }

  #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  #fail(error: unknown): void {
    const trouble =
      error instanceof AppError ? error : new AppError('bug', 'internal', String(error), { cause: error });
    this.#failures += 1;
    if (this.#trouble?.message !== trouble.message)
      this.#log.error(
        { code: trouble.code, err: trouble },
        `nothing can be mirrored for now: ${trouble.message}`,
      );
    this.#trouble = trouble;
    this.mirror.forget();
  }

  async #rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#ending.signal }).catch(() => undefined);
  }
}
