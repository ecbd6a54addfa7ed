import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { realFileOperations, type FileOperations, type WritableFile } from '../file-operations.js';

/** The disk writes this much at once; of a write that was never synced any of these may have arrived. */
const sectorBytes = 64;

/**
 * Real files with a disk that can run full, fail to sync, or lose its power. After a power cut nothing works any
 * more, and what was synced is kept; each sector of what was not is there or not as chance has it, as is the new
 * length of the file, and a new file whose name was not synced.
 */
export class PowerCutFiles implements FileOperations {
  /** Bytes that may be written before one write finds the disk full. Then there is room again, so that a write that should not follow could. */
  room = Number.POSITIVE_INFINITY;
  /** What the next sync of a file fails with. */
  syncError: Error | undefined;
  #on = true;
  readonly #durable = new Map<string, Buffer>();
  readonly #namesInDoubt = new Set<string>();

  async create(path: string): Promise<WritableFile> {
    this.#mustBeOn();
    const file = await realFileOperations.create(path);
    this.#durable.set(path, Buffer.alloc(0));
    this.#namesInDoubt.add(path);
    return {
      write: async (bytes, position) => {
        this.#mustBeOn();
        const fits = Math.min(bytes.length, this.room);
        await file.write(bytes.subarray(0, fits), position);
        this.room -= fits;
        if (fits === bytes.length) return;
        this.room = Number.POSITIVE_INFINITY;
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
      datasync: async () => {
        this.#mustBeOn();
        const error = this.syncError;
        this.syncError = undefined;
        if (error !== undefined) throw error;
        await file.datasync();
        // Power may have gone while it was under way.
        this.#mustBeOn();
        this.#durable.set(path, await readFile(path));
      },
      truncate: async (length) => {
        this.#mustBeOn();
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  }

  async remove(path: string): Promise<void> {
    this.#mustBeOn();
    await realFileOperations.remove(path);
    this.#durable.delete(path);
    this.#namesInDoubt.delete(path);
  }

  async syncDirectory(path: string): Promise<void> {
    this.#mustBeOn();
    await realFileOperations.syncDirectory(path);
    for (const name of [...this.#namesInDoubt]) if (dirname(name) === path) this.#namesInDoubt.delete(name);
  }

  cutPower(): void {
    this.#on = false;
  }

  /** Makes the folder what a disk would show after the cut. Every file must be closed by then. */
  async restart(chance: () => boolean): Promise<void> {
    for (const [path, durable] of this.#durable) {
      const written = await readFile(path);
      if (this.#namesInDoubt.has(path) && chance()) await rm(path);
      else await writeFile(path, survivors(durable, written, chance));
    }
    this.#on = true;
  }

  /** Takes what is on disk for durable: recovery, which works on the real files, has synced it. */
  recovered(): void {
    this.#durable.clear();
    this.#namesInDoubt.clear();
  }

  #mustBeOn(): void {
    if (!this.#on) throw Object.assign(new Error('the power is out'), { code: 'EIO' });
  }
}

function survivors(durable: Buffer, written: Buffer, chance: () => boolean): Buffer {
  const length = chance() ? written.length : durable.length;
  const result = Buffer.alloc(length);
  durable.copy(result);
  for (let at = 0; at < Math.min(length, written.length); at += sectorBytes) {
    if (chance()) written.copy(result, at, at, Math.min(at + sectorBytes, written.length));
  }
  return result;
}
