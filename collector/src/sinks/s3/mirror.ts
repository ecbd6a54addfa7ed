import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import { addHours, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest, ManifestFile } from '@eventbook/shared/warehouse/manifest';
import { manifestPath } from '@eventbook/shared/warehouse/paths';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import { graceMilliseconds, Leftovers } from '../../hours/leftovers.js';
import { listManifests, type ManifestName } from '../../hours/list-manifests.js';
import { filesOf, parseManifest, readManifest } from '../../hours/manifest-file.js';
import { nothingWhereMissing } from '../../hours/missing-file.js';
import type { Bucket } from './bucket.js';
import type { BucketWriter } from './bucket-writer.js';
import { eachAtOnce } from './each-at-once.js';
import { mirrorHour } from './mirror-hour.js';

export interface MirrorOptions {
  readonly warehouse: string;
  /** Where it notes what is to be deleted later: a folder for each writer. */
  readonly notes: string;
  readonly bucket: Bucket;
  readonly writer: BucketWriter;
  /** How many hours back the first pass looks at every file in the bucket. */
  readonly verifyHours: number;
  /** Nothing is noted or removed; what would be is said by the writer. */
  readonly dryRun: boolean;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** What is wrong with an hour alone, and holds up no other. */
const hourTroubles = new Set(['file_not_found', 'file_unreadable', 'bucket_ahead']);
/** How far back every pass looks; hours that are written again later than this are found once an hour. */
const recentHours = 168;
const everythingEvery = 3_600_000;
/** Most of them are looked at, and there: so it is the answers of the server that are waited for. */
const hoursAtOnce = 4;
/** How long an hour of which something is wrong is left alone, unless it is written again. */
const troubleRests = 300_000;

interface DueHour {
  readonly name: ManifestName;
  /** Of its manifest. */
  readonly path: string;
  readonly stamp: string;
}

interface Known {
  /** Tells whether the manifest is the one that was looked at. */
  readonly stamp: string;
  readonly at: number;
  readonly trouble: AppError | undefined;
}

/** Keeps a bucket what the finished hours of a folder are, pass by pass. */
export class Mirror {
  /** Hours that were put into the bucket, and files there that were mended or deleted. */
  readonly counts = { hours: 0, mended: 0, deleted: 0 };
  readonly #options: MirrorOptions;
  /** By the path of the manifest. */
  readonly #known = new Map<string, Known>();
  /** Of those that the pass has still to look at. */
  readonly #pending = new Set<string>();
  #isFirst = true;
  #lookedAtAll = Number.NEGATIVE_INFINITY;
  #isStopping = false;

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** What keeps single hours from the bucket. */
  get troubles(): AppError[] {
    return [...this.#known.values()].flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
  }

  /** How many hours the bucket lacks, or has an older generation of, as far as is known; those with trouble are among them. */
  get behind(): number {
    const troubled = [...this.#known]
      .filter(([, { trouble }]) => trouble !== undefined)
      .map(([path]) => path);
    return new Set([...this.#pending, ...troubled]).size;
  }

  /** The pass that goes on ends after the hours that it is at. */
  stop(): void {
    this.#isStopping = true;
  }

  /** What the bucket has is not taken for granted any more: it was away, and may have come back as another. */
  forget(): void {
    this.#known.clear();
    this.#lookedAtAll = Number.NEGATIVE_INFINITY;
  }

  /**
   * Brings everything that is there and the bucket lacks, oldest first, and deletes what is due.
   * @throws AppError what Bucket throws, and file_not_found where there is no folder
   */
  async pass(): Promise<void> {
    try {
      await this.#pass();
    } catch (error) {
      throw diskTrouble(error, this.#options.warehouse) ?? error;
    }
  }

  async #pass(): Promise<void> {
    const { warehouse } = this.#options;
    if ((await stat(warehouse).catch(nothingWhereMissing)) === undefined)
      throw new AppError('user', 'file_not_found', `There is no folder ${warehouse} to mirror.`, {
        hint: 'Give --warehouse: the folder that a collector or a warehouse sink writes.',
        data: { file: warehouse },
      });
    const looksAtAll = performance.now() - this.#lookedAtAll > everythingEvery;
    const now = hourOf(wallMilliseconds() * 1000);
    const due = await this.#due(looksAtAll ? '' : addHours(now, -recentHours));
    const verified = this.#isFirst ? addHours(now, -this.#options.verifyHours) : undefined;
    this.#pending.clear();
    for (const { path } of due) this.#pending.add(path);
    await eachAtOnce(due, hoursAtOnce, async (one) => {
      if (this.#isStopping) return;
      await this.#mirror(one, verified !== undefined && one.name.hour >= verified);
      this.#pending.delete(one.path);
    });
    if (this.#isStopping) return;
    if (looksAtAll) {
      await this.#abortStale();
      this.#lookedAtAll = performance.now();
    }
    await this.#removeLeftovers();
    this.#isFirst = false;
  }

  async #due(since: Hour): Promise<DueHour[]> {
    const due: DueHour[] = [];
    const listed = new Set<string>();
    for (const name of await listManifests(this.#options.warehouse, since)) {
      const path = manifestPath(name.writer, name.hour);
      const stats = await stat(join(this.#options.warehouse, path)).catch(nothingWhereMissing);
      if (stats === undefined) continue;
      listed.add(path);
      const stamp = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
      const known = this.#known.get(path);
      const isKnown = known?.stamp === stamp;
      if (isKnown && known.trouble === undefined) continue;
      due.push({ name, path, stamp });
    }
    if (since === '') for (const path of this.#known.keys()) if (!listed.has(path)) this.#known.delete(path);
    return due;
  }

  async #mirror({ name, path, stamp }: DueHour, verify: boolean): Promise<void> {
    const { log } = this.#options;
    const known = this.#known.get(path);
    if (known?.trouble !== undefined && known.stamp === stamp && performance.now() - known.at < troubleRests)
      return;
    let trouble: AppError | undefined;
    try {
      const mirrored = await mirrorHour(
        {
          ...this.#options,
          note: (manifest, before) => this.#note(manifest, before),
          onMended: (file) => {
            this.counts.mended += 1;
            if (!this.#options.dryRun)
              log.warn({ file }, 'a file in the bucket was not what it should be, and was mended');
          },
        },
        name,
        verify,
      );
      if (mirrored === 'brought') {
        this.counts.hours += 1;
        if (!this.#options.dryRun)
          log.info({ hour: name.hour, writer: name.writer }, 'an hour is in the bucket');
      }
    } catch (error) {
      trouble = hourTrouble(error, path);
      if (trouble === undefined) throw error;
      log.error(
        { code: trouble.code, err: trouble, hour: name.hour },
        `an hour cannot be mirrored: ${trouble.message}`,
      );
    }
    this.#known.set(path, { stamp, at: performance.now(), trouble });
  }

  async #note(manifest: Manifest, before: readonly ManifestFile[]): Promise<void> {
    const { dryRun, writer } = this.#options;
    const files = filesOf(manifest).map(({ path }) => path);
    const replaced = before.map(({ path }) => path).filter((path) => !files.includes(path));
    if (dryRun) for (const path of replaced) await writer.remove(path);
    else
      await this.#leftoversOf(manifest.writer).note(
        ...([manifest.hour, manifest.generation] as const),
        [...replaced, ...files],
        new Date(wallMilliseconds()),
      );
  }

  #leftoversOf(writer: string): Leftovers {
    const { bucket, warehouse, notes } = this.#options;
    return new Leftovers({
      directory: join(notes, writer),
      graceMilliseconds,
      named: async (hour) => {
        const path = manifestPath(writer, hour);
        const text = await bucket.readText(path);
        try {
          const theirs = text === undefined ? undefined : parseManifest(text, `${bucket.place}${path}`);
          // What is on its way there is no leftover either.
          const ours = await readManifest(warehouse, writer, hour);
          return [theirs, ours].flatMap((manifest) => {
            return manifest === undefined ? [] : filesOf(manifest).map((file) => file.path);
          });
        } catch {
          // A manifest that cannot be read is told by the pass over its hour.
          return undefined;
        }
      },
      remove: async (file) => {
        await this.#options.writer.remove(file);
        this.counts.deleted += 1;
      },
    });
  }

  async #removeLeftovers(): Promise<void> {
    const { notes, dryRun, writer } = this.#options;
    for (const name of (await readdir(notes).catch(nothingWhereMissing)) ?? []) {
      const leftovers = this.#leftoversOf(name);
      if (!dryRun) await leftovers.remove(new Date(wallMilliseconds()));
      else
        for await (const { files } of leftovers.list()) for (const file of files) await writer.remove(file);
    }
  }

  /** Uploads of files that no manifest of the folder names: they will never be finished. */
  async #abortStale(): Promise<void> {
    const { bucket, warehouse, writer } = this.#options;
    for (const upload of await bucket.uploads()) {
      const found = /\/dt=(\d{4}-\d{2}-\d{2})\/hour=(\d{2})\/(.+)-\d+\.parquet$/.exec(upload.path);
      if (found === null) continue;
      const [, date = '', number = '', by = ''] = found;
      const manifest = await readManifest(warehouse, by, `${date}T${number}`).catch(() => undefined);
      // Of a writer that is not in this folder, another sink's; or nobody can tell.
      if (manifest === undefined || filesOf(manifest).some(({ path }) => path === upload.path)) continue;
      await writer.abort(upload);
    }
  }
}

function hourTrouble(error: unknown, path: string): AppError | undefined {
  if (error instanceof AppError) return hourTroubles.has(error.code) ? error : undefined;
  return diskTrouble(error, path);
}

function diskTrouble(error: unknown, place: string): AppError | undefined {
  if (!(error instanceof Error && 'syscall' in error)) return undefined;
  return new AppError('user', 'file_unreadable', `The disk fails ${place}: ${error.message}.`, {
    hint: 'See the disks of the warehouse and of the data directory, and the rights of their folders.',
    data: { file: place },
    cause: error,
  });
}
