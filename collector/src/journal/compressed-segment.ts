import { createReadStream } from 'node:fs';
import { type FileHandle } from 'node:fs/promises';
import { createGunzip, crc32 } from 'node:zlib';
import { sealLength } from './format.js';
import { journalDamaged } from './journal-damaged.js';
import type { SegmentBytes } from './segment-bytes.js';
import { largestHeader, parseHeader, type SegmentHeader } from './segment-header.js';
import { parseSeal, type SegmentSeal } from './segment-seal.js';

/**
 * A sealed segment that is compressed: `<name>.journal.gz`, three gzip members (RFC 1952) one after the other, so that
 * `zcat` gives the segment byte by byte:
 *
 *     header   stored      so that a listing reads it without unpacking
 *     groups   deflated
 *     seal     stored      the last 75 bytes of the file
 *
 * How it takes the place of the segment stands in compress-segment.ts.
 */
export const compressedSuffix = '.gz';

/** gzip's own header without name or time, and the head of one stored block. */
const memberHead = 10;
const storedHead = memberHead + 5;
/** CRC-32 and length. */
const memberTail = 8;
const storedSeal = storedHead + sealLength + memberTail;

/** One gzip member that holds the bytes as they are; they are fewer than 65,536. */
export function storedMember(bytes: Buffer): Buffer {
  const member = Buffer.alloc(storedHead + bytes.length + memberTail);
  Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1]).copy(member);
  member.writeUInt16LE(bytes.length, memberHead + 1);
  member.writeUInt16LE(~bytes.length & 0xffff, memberHead + 3);
  bytes.copy(member, storedHead);
  member.writeUInt32LE(crc32(bytes), storedHead + bytes.length);
  member.writeUInt32LE(bytes.length, storedHead + bytes.length + 4);
  return member;
}

/** What both ends of a compressed segment say, without unpacking it; undefined where they are not whole. */
export async function readCompressedEnds(
  file: FileHandle,
  path: string,
): Promise<{ header: SegmentHeader; seal: SegmentSeal; size: number } | undefined> {
  const { size } = await file.stat();
  if (size < storedHead + storedSeal) return undefined;
  const start = await readAt(file, storedHead, Math.min(largestHeader, size - storedHead));
  const header = parseHeader(start, path);
  if (header === undefined) return undefined;
  // Behind the length of the deflated member, which is how far the groups went, begins the seal's.
  const end = await readAt(file, size - storedSeal - 4, storedSeal + 4);
  const at = header.length + end.readUInt32LE(0);
  const seal = parseSeal(end, 4 + storedHead, header.id, at);
  return seal && { header, seal, size: at + sealLength };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/** Unpacks from the beginning to the end; nothing can be read twice. */
export class UnpackedBytes implements SegmentBytes {
  readonly size: number;
  readonly #path: string;
  readonly #stream: ReturnType<typeof createGunzip>;
  readonly #source: ReturnType<typeof createReadStream>;
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  #rest: Buffer = Buffer.alloc(0);
  #position = 0;

  constructor(path: string, size: number) {
    this.size = size;
    this.#path = path;
    this.#source = createReadStream(path);
    this.#stream = createGunzip();
    this.#source.on('error', (error) => this.#stream.destroy(error));
    // The iterator listens from its first step only, and then tells of what came before; until then an error that
    // nobody hears would end the process.
    this.#stream.on('error', () => undefined);
    this.#source.pipe(this.#stream);
    this.#chunks = this.#stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  }

  async read(target: Buffer, offset: number, length: number): Promise<number> {
    if (this.#rest.length === 0) {
      try {
        this.#rest = (await this.#chunks.next()).value ?? this.#rest;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw journalDamaged(this.#path, this.#position, `it cannot be unpacked (${reason})`);
      }
    }
    const copied = this.#rest.copy(target, offset, 0, length);
    this.#rest = this.#rest.subarray(copied);
    this.#position += copied;
    return copied;
  }

  close(): Promise<void> {
    this.#source.destroy();
    this.#stream.destroy();
    return Promise.resolve();
  }
}
