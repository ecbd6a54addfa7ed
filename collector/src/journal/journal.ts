import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { hourEnd, hourOf } from '@eventbook/shared/warehouse/hour';
import type { Lock } from '../data-directory/file-lock.js';
import type { AppendableGroup } from './appendable-group.js';
import { realFileOperations, type FileOperations } from './file-operations.js';
import { CommitQueue } from './commit-queue.js';
import { type Format, formatVersion, largestSegment } from './format.js';
import { GrowingBuffer } from './growing-buffer.js';
import { lockJournal } from './journal-lock.js';
import { recoverJournal, type Recovery } from './recover.js';
import type { SegmentPlan } from './segment-file.js';
import { encodeHeader } from './segment-header.js';
import { segmentName } from './segment-name.js';
import { SegmentNames } from './segment-names.js';
import { type Settled, WriteBatch } from './write-batch.js';
import { journalWriteFailed } from './write-failure.js';

export interface JournalOptions {
  /** Its name: the first half of every `_position`. */
  readonly name: string;
  /** A segment ends with the group that reaches this. 128 MiB by default. */
  readonly segmentBytes?: number;
  /** `_received_at` never goes below it, microseconds: the end of the newest closed hour. */
  readonly floor?: number;
  /** Of new segments; the usual one where it is not said. All groups that are appended are of it. */
  readonly format?: Format;
  /** What stands between the journal and the disk; tests give one that fails. */
  readonly files?: FileOperations;
}

const defaultSegmentBytes = 128 * 1024 * 1024;
/** A buffer that one huge batch has blown up is not kept. */
const largestSpare = 8 * 1024 * 1024;

/**
 * The durable log of one ingest process (format.ts: its bytes and what holds of them).
 *
 * Appended groups are encoded at once into the waiting batch. One write and one sync are on their way at a time;
 * what is appended meanwhile makes up the next batch, so a batch is as large as the disk is slow, without a timer.
 * An idle journal begins at the end of the event loop's turn, so that the requests of one turn share a sync.
 *
 * A full disk (ENOSPC, EDQUOT, or no file descriptor left) rejects the groups on their way and those waiting behind
 * them, takes back what was written, and the journal can go on as soon as there is room. Anything else, and every
 * failed sync, is its end: see `failure`.
 */
export class Journal {
  readonly name: string;
  /** What was found when it was opened. */
  readonly recovery: Recovery;
  readonly #directory: string;
  readonly #segmentBytes: number;
  readonly #lock: Lock;
  readonly #format: Format;
  readonly #queue: CommitQueue;
  readonly #spare: GrowingBuffer[] = [];
  /** The segment that the next group goes to; the one open on disk is behind by what is queued. */
  #tail: SegmentPlan | undefined;
  readonly #names: SegmentNames;
  #next: number;
  #floor: number;
  #lastReceivedAt: number;
  #closed = false;

  private constructor(directory: string, options: JournalOptions, lock: Lock, recovery: Recovery) {
    this.name = options.name;
    this.recovery = recovery;
    this.#directory = directory;
    this.#segmentBytes = Math.min(options.segmentBytes ?? defaultSegmentBytes, largestSegment);
    this.#lock = lock;
    this.#format = options.format ?? formatVersion;
    this.#names = new SegmentNames(recovery.last);
    this.#next = recovery.next;
    this.#floor = options.floor ?? 0;
    this.#lastReceivedAt = recovery.receivedAt;
    this.#queue = new CommitQueue(
      options.files ?? realFileOperations,
      recovery.next,
      (batch) => this.#reuse(batch.buffer),
      () => this.#setBack(),
    );
  }

  /**
   * Opens the journal in a folder of its own, made where it is missing, and recovers it first.
   * @throws AppError journal_damaged, data_directory_locked
   */
  static async open(directory: string, options: JournalOptions): Promise<Journal> {
    const lock = await lockJournal(directory);
    try {
      return new Journal(directory, options, lock, await recoverJournal(directory));
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /**
   * The position of the next record; a failed write sets it back.
   */
  get nextPosition(): number {
    return this.#next;
  }

  /** The newest `_received_at`, microseconds. */
  get lastReceivedAt(): number {
    return this.#lastReceivedAt;
  }

  /** Bytes appended and not yet on disk. */
  get pendingBytes(): number {
    return this.#queue.pendingBytes;
  }

  /** The newest segment ('' where there is none), how much of it is synced (null where it is sealed), and the position behind. */
  get tip(): { readonly segment: string; readonly bytes: number | null; readonly next: number } {
    const { open, lastSealed, syncedNext: next } = this.#queue;
    if (open !== undefined) return { segment: basename(open.plan.path), bytes: open.syncedBytes, next };
    if (lastSealed !== undefined) return { segment: basename(lastSealed), bytes: null, next };
    const { last } = this.recovery;
    return { segment: last === undefined ? '' : segmentName(last), bytes: null, next };
  }

  /** Why nothing will be written any more. The process should end; the next one recovers what was acknowledged. */
  get failure(): AppError | undefined {
    return this.#queue.failure;
  }

  /** The `_received_at` of a request that came at `now`: never before the floor or another request's. */
  receive(now: number): number {
    this.#lastReceivedAt = Math.max(this.#lastReceivedAt, this.#floor, now);
    return this.#lastReceivedAt;
  }

  /**
   * Calls `settled` once: without anything when the group is on disk, else with the reason why it is not kept (AppError
   * journal_write_failed). The draft is free again at once. Groups are kept in the order of the calls.
   */
  append(group: AppendableGroup, settled: Settled): void {
    const tail = this.#tail;
    try {
      this.#check(group);
      const batch = this.#batchFor(group.receivedAt);
      batch.add(group, this.#next, settled);
      this.#next += group.size;
      this.#lastReceivedAt = group.receivedAt;
      if (this.#queue.waiting !== batch) this.#queue.push(batch);
    } catch (error) {
      // A segment that was planned for a group that cannot be written is not begun.
      this.#tail = tail;
      settled(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * Ends the current segment, if there is one, once all that was appended before is in it; and moves the floor on.
   * @throws AppError journal_write_failed (rejects): it is not sealed; the floor has moved nevertheless
   */
  async rotate(options: { readonly floor?: number } = {}): Promise<void> {
    this.#mustBeUsable();
    this.#floor = Math.max(this.#floor, options.floor ?? 0);
    await this.#seal();
  }

  /** Syncs and seals what was appended, and lets go of the folder. Nothing can be appended afterwards. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.#queue.failure === undefined) await this.#seal();
    } finally {
      await this.#queue.close().finally(() => this.#lock.release());
    }
  }

  #seal(): Promise<void> {
    this.#tail = undefined;
    return new Promise((resolve, reject) => this.#queue.push({ resolve, reject }));
  }

  #mustBeUsable(): void {
    if (this.#queue.failure !== undefined) throw this.#queue.failure;
    if (this.#closed) throw journalWriteFailed(this.#directory, new Error('the journal is closed'), true);
  }

  #check({ receivedAt }: AppendableGroup): void {
    this.#mustBeUsable();
    if (Number.isSafeInteger(receivedAt) && receivedAt >= Math.max(this.#lastReceivedAt, this.#floor)) return;
    throw new AppError('bug', 'internal', `A group's time is ${receivedAt}, before ${this.#lastReceivedAt}.`);
  }

  #batchFor(receivedAt: number): WriteBatch {
    const tail = this.#tail;
    if (tail === undefined || receivedAt >= tail.hourEnd || tail.bytes >= this.#segmentBytes) {
      return new WriteBatch((this.#tail = this.#plan(receivedAt)), this.#spare.pop() ?? new GrowingBuffer());
    }
    const waiting = this.#queue.waiting;
    if (waiting?.segment === tail) return waiting;
    return new WriteBatch(tail, this.#spare.pop() ?? new GrowingBuffer());
  }

  #plan(receivedAt: number): SegmentPlan {
    const first = this.#next;
    const hour = hourOf(receivedAt);
    const name = this.#names.next(first, hour, this.#queue.syncedNext);
    const id = randomBytes(4).readUInt32LE();
    return {
      path: join(this.#directory, segmentName(name)),
      id,
      first,
      hourEnd: hourEnd(hour),
      header: encodeHeader({ id, first, hour, name: this.name }, this.#format),
      bytes: 0,
    };
  }

  #reuse(buffer: GrowingBuffer): void {
    buffer.length = 0;
    if (this.#spare.length < 2 && buffer.bytes.length <= largestSpare) this.#spare.push(buffer);
  }

  /** Goes on behind what is on disk, as if what was queued had never been appended. */
  #setBack(): void {
    this.#next = this.#queue.syncedNext;
    this.#tail = this.#queue.open?.plan;
    if (this.#tail !== undefined) this.#tail.bytes = this.#queue.open?.syncedBytes ?? 0;
  }
}
