import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Context } from '../context.js';

export interface Input {
  /** As the person named it; `-` for the standard input. */
  readonly given: string;
  /** In the file as it lies there, packed or not; undefined where nobody can know. */
  readonly size: number | undefined;
  /** How many of them have been read so far. */
  readonly bytesRead: () => number;
  /** Unpacked, in pieces. Throws file_unreadable. */
  readonly bytes: AsyncIterable<Buffer>;
}

/** Opens a file, or with `-` the standard input; gzip is known by its first bytes. Throws file_not_found. */
export async function openInput(given: string, context: Context): Promise<Input> {
  const path = resolve(context.cwd, given);
  const size = given === '-' ? undefined : await sizeOf(path);
  const raw = given === '-' ? context.stdin : createReadStream(path);
  let count = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of raw as AsyncIterable<Buffer | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      count += bytes.length;
      yield bytes;
    }
  };
  return { given, size, bytesRead: () => count, bytes: readable(unpacked(counted()), given) };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('user', 'file_not_found', `There is no file ${path}.`, { cause });
  });
  if (!found.isDirectory()) return found.size;
  throw new AppError('user', 'file_unreadable', `${path} is a folder.`, { hint: 'Name a file in it.' });
}

async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let start = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield start;
    yield* chunks;
  };
  const packed = start.length >= 2 && start.readUInt16BE(0) === 0x1f8b;
  if (packed) yield* gunzip(whole());
  else yield* whole();
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip();
  const feed = async (): Promise<void> => {
    for await (const chunk of packed) {
      if (stream.destroyed) return;
      // Ends as soon as the reader below has made room, or is gone.
      if (!stream.write(chunk))
        await new Promise((done) => void stream.once('drain', done).once('close', done));
    }
    stream.end();
  };
  feed().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* stream as AsyncIterable<Buffer>;
}

async function* readable(bytes: AsyncIterable<Buffer>, given: string): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('user', 'file_unreadable', `${given} could not be read to its end: ${why}.`, {
      cause,
    });
  }
}
