import { dirname } from 'node:path';
import type { FileOperations, WritableFile } from './file-operations.js';
import { encodeSeal, type SegmentSeal } from './segment-seal.js';
import { journalWriteFailed, mayPass } from './write-failure.js';

/** A segment as the journal plans it, before there is a file. */
export interface SegmentPlan {
  readonly path: string;
  readonly id: number;
  readonly first: number;
  /** The first microsecond that does not belong to its hour. */
  readonly hourEnd: number;
  readonly header: Buffer;
  /** Its file's length once all that is planned for it is written: where the next group goes. */
  bytes: number;
}

/**
 * The one segment that is open for writing. Knows at any time how much of its file is synced. All its methods
 * throw AppError journal_write_failed; `data.fatal` is false where nothing is in doubt and a retry may help.
 */
export class SegmentFile {
  readonly plan: SegmentPlan;
  readonly #files: FileOperations;
  readonly #file: WritableFile;
  #syncedBytes = 0;
  #synced: SegmentSeal;

  private constructor(plan: SegmentPlan, files: FileOperations, file: WritableFile) {
    this.plan = plan;
    this.#files = files;
    this.#file = file;
    const counts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
    this.#synced = { next: plan.first, receivedAt: 0, groups: 0, counts };
  }

  static async create(plan: SegmentPlan, files: FileOperations): Promise<SegmentFile> {
    try {
      return new SegmentFile(plan, files, await files.create(plan.path));
    } catch (error) {
      throw journalWriteFailed(plan.path, error, !mayPass(error));
    }
  }

  get syncedBytes(): number {
    return this.#syncedBytes;
  }

  /** What its seal would say of the groups that are synced. */
  get synced(): SegmentSeal {
    return this.#synced;
  }

  /** Writes behind what is synced, and syncs: the file, and its name if it is new. `after` describes the segment then. */
  async append(bytes: Buffer, after: SegmentSeal): Promise<void> {
    try {
      await this.#file.write(bytes, this.#syncedBytes);
    } catch (error) {
      throw journalWriteFailed(this.plan.path, error, !mayPass(error));
    }
    try {
      await this.#file.datasync();
      if (this.#syncedBytes === 0) await this.#files.syncDirectory(dirname(this.plan.path));
    } catch (error) {
      // Which pages are on disk now nobody knows, and a second sync would say that all are.
      throw journalWriteFailed(this.plan.path, error, true);
    }
    this.#syncedBytes += bytes.length;
    this.#synced = after;
  }

  async seal(): Promise<void> {
    await this.append(encodeSeal(this.#synced, this.plan.id, this.#syncedBytes), this.#synced);
    await this.close();
  }

  /**
   * Takes back what was written and not synced; a file in which nothing is synced goes with it.
   * @returns whether the segment is still there to be written
   */
  async takeBack(): Promise<boolean> {
    try {
      if (this.#syncedBytes > 0) {
        await this.#file.truncate(this.#syncedBytes);
        return true;
      }
      await this.#file.close();
      await this.#files.remove(this.plan.path);
      return false;
    } catch (error) {
      throw journalWriteFailed(this.plan.path, error, true);
    }
  }

  async close(): Promise<void> {
    try {
      await this.#file.close();
    } catch (error) {
      throw journalWriteFailed(this.plan.path, error, true);
    }
  }
}
