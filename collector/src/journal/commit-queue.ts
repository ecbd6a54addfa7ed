import type { AppError } from '@eventbook/shared/errors/app-error';
import type { FileOperations } from './file-operations.js';
import { SegmentFile } from './segment-file.js';
import { asWriteFailure, isFatal } from './write-failure.js';
import { WriteBatch } from './write-batch.js';

/** The wish to have the open segment sealed, once all that was queued before is in it. */
export interface SealStep {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Puts batches on disk one after the other: one write and one sync are on their way at a time. */
export class CommitQueue {
  readonly #files: FileOperations;
  readonly #written: (batch: WriteBatch) => void;
  readonly #failed: () => void;
  readonly #steps: (WriteBatch | SealStep)[] = [];
  #open: SegmentFile | undefined;
  #lastSealed: string | undefined;
  #syncedNext: number;
  #bytesOnTheirWay = 0;
  #running: Promise<void> | undefined;
  #failure: AppError | undefined;

  /**
   * @param next the position that the first batch will begin with
   * @param written called when a batch is on disk, with its buffer free again
   * @param failed called when everything that was queued is lost, before those who wait for it learn of it
   */
  constructor(files: FileOperations, next: number, written: (batch: WriteBatch) => void, failed: () => void) {
    this.#files = files;
    this.#syncedNext = next;
    this.#written = written;
    this.#failed = failed;
  }

  /** Why nothing will be written any more. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  /** The position after the last that is on disk. */
  get syncedNext(): number {
    return this.#syncedNext;
  }

  /** The segment that is open on disk, when nothing is queued. */
  get open(): SegmentFile | undefined {
    return this.#open;
  }

  /** Path of the segment that was sealed last. */
  get lastSealed(): string | undefined {
    return this.#lastSealed;
  }

  get pendingBytes(): number {
    let bytes = this.#bytesOnTheirWay;
    for (const step of this.#steps) if (step instanceof WriteBatch) bytes += step.buffer.length;
    return bytes;
  }

  /** The batch that still waits and that nothing was queued behind: it may grow. */
  get waiting(): WriteBatch | undefined {
    const last = this.#steps.at(-1);
    return last instanceof WriteBatch ? last : undefined;
  }

  push(step: WriteBatch | SealStep): void {
    this.#steps.push(step);
    this.#running ??= this.#run();
  }

  /** Waits for what is on its way and closes the file, sealed or not. */
  async close(): Promise<void> {
    await this.#running;
    await this.#open?.close();
    this.#open = undefined;
  }

  /** Never rejects: what fails is told to those who wait for it. */
  async #run(): Promise<void> {
    // The end of this turn of the event loop: what else came in with it shares the first sync.
    await new Promise((resolve) => setImmediate(resolve));
    for (let step = this.#steps.shift(); step !== undefined; step = this.#steps.shift()) {
      try {
        if (step instanceof WriteBatch) await this.#commit(step);
        else await this.#seal();
        step.resolve();
      } catch (error) {
        await this.#fail(step, error);
      }
    }
    this.#running = undefined;
  }

  async #commit(batch: WriteBatch): Promise<void> {
    const bytes = batch.buffer.bytes.subarray(0, batch.buffer.length);
    this.#bytesOnTheirWay = bytes.length;
    if (this.#open?.plan !== batch.segment) {
      await this.#seal();
      this.#open = await SegmentFile.create(batch.segment, this.#files);
    }
    await this.#open.append(bytes, batch.sealAfter(this.#open.synced));
    this.#syncedNext = this.#open.synced.next;
    this.#bytesOnTheirWay = 0;
    this.#written(batch);
  }

  async #seal(): Promise<void> {
    await this.#open?.seal();
    this.#lastSealed = this.#open?.plan.path ?? this.#lastSealed;
    this.#open = undefined;
  }

  /** What waits behind a failed write has positions and offsets that count on it, so it fails too. */
  async #fail(step: WriteBatch | SealStep, error: unknown): Promise<void> {
    let reason = asWriteFailure(error);
    try {
      // After a failed sync too: what is not acknowledged had better not be found again.
      if (this.#open !== undefined && !(await this.#open.takeBack())) this.#open = undefined;
    } catch (second) {
      if (!isFatal(reason)) reason = asWriteFailure(second);
    }
    if (isFatal(reason)) this.#failure = reason;
    this.#bytesOnTheirWay = 0;
    const lost = [step, ...this.#steps.splice(0)];
    this.#failed();
    for (const each of lost) each.reject(reason);
  }
}
