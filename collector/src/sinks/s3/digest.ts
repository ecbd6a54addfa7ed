import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What bytes are known by. */
export interface Digest {
  readonly bytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

/** One part of a file, as it is sent. */
export interface FilePart extends Digest {
  /** From 1. */
  readonly number: number;
  readonly offset: number;
}

export function digestOf(bytes: Buffer): Digest {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Reads a file once: what it is as a whole, and what each part of it is. */
export async function digestParts(
  path: string,
  partBytes: number,
): Promise<{ readonly whole: Digest; readonly parts: readonly FilePart[] }> {
  const hash = createHash('sha256');
  const parts: FilePart[] = [];
  let offset = 0;
  const file = await open(path);
  try {
    for (;;) {
      const bytes = await readAt(file, offset, partBytes);
      if (bytes.length === 0) break;
      hash.update(bytes);
      parts.push({ number: parts.length + 1, offset, ...digestOf(bytes) });
      offset += bytes.length;
    }
  } finally {
    await file.close();
  }
  return { whole: { bytes: offset, sha256: hash.digest('hex') }, parts };
}

export async function readPart(path: string, { offset, bytes }: FilePart): Promise<Buffer> {
  const file = await open(path);
  try {
    return await readAt(file, offset, bytes);
  } finally {
    await file.close();
  }
}

/** Fewer bytes than asked for only at the file's end. */
async function readAt(
  file: Awaited<ReturnType<typeof open>>,
  offset: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
