import { open, type FileHandle } from 'node:fs/promises';

/** The bytes of a segment as they were written, wherever they stand now. */
export interface SegmentBytes {
  readonly size: number;
  /**
   * Reads up to `length` bytes into `target` at `offset`; answers how many, 0 at the end. A reader asks for one stretch
   * after the other: `position` is where the last one ended.
   */
  read(target: Buffer, offset: number, length: number, position: number): Promise<number>;
  close(): Promise<void>;
}

/** Those of a file that is not compressed. */
export class PlainBytes implements SegmentBytes {
  readonly size: number;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  static async of(file: FileHandle): Promise<PlainBytes> {
    return new PlainBytes(file, (await file.stat()).size);
  }

  static async open(path: string): Promise<PlainBytes> {
    const file = await open(path, 'r');
    return PlainBytes.of(file);
  }

  async read(target: Buffer, offset: number, length: number, position: number): Promise<number> {
    return (await this.#file.read(target, offset, length, position)).bytesRead;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
