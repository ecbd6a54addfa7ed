import { crc32 } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import {
  type Format,
  formatVersion,
  headerAt,
  headerMagic,
  knownFormats,
  readUint64,
  writeUint64,
} from './format.js';

/** The largest header there can be: a name has at most 255 bytes. */
export const largestHeader = headerAt.name + 1 + 255;

export interface SegmentHeader {
  readonly format: Format;
  readonly id: number;
  readonly first: number;
  readonly hour: Hour;
  readonly name: string;
  /** In bytes: where the first group begins. */
  readonly length: number;
}

/** @param format that of the groups which follow; what is new is of the last one */
export function encodeHeader(
  header: Omit<SegmentHeader, 'length' | 'format'>,
  format: Format = formatVersion,
): Buffer {
  const name = Buffer.from(header.name, 'utf8');
  const buffer = Buffer.alloc(headerAt.name + 1 + name.length);
  headerMagic.copy(buffer);
  buffer.writeUInt32LE(buffer.length, headerAt.length);
  buffer.writeUInt32LE(format, headerAt.version);
  buffer.writeUInt32LE(header.id, headerAt.id);
  writeUint64(buffer, header.first, headerAt.first);
  buffer.write(header.hour, headerAt.hour, 'latin1');
  buffer.writeUInt8(name.length, headerAt.name);
  name.copy(buffer, headerAt.name + 1);
  buffer.writeUInt32LE(crc32(buffer.subarray(headerAt.length)), headerAt.crc);
  return buffer;
}

/**
 * Reads the header at the start of `buffer`; undefined where there is no whole one.
 * @throws AppError journal_format_unknown where a whole header says a version that is not known
 */
export function parseHeader(buffer: Buffer, path: string): SegmentHeader | undefined {
  if (buffer.length < headerAt.id || !buffer.subarray(0, headerMagic.length).equals(headerMagic))
    return undefined;
  const length = buffer.readUInt32LE(headerAt.length);
  if (length < headerAt.id || length > buffer.length) return undefined;
  if (crc32(buffer.subarray(headerAt.length, length)) !== buffer.readUInt32LE(headerAt.crc)) return undefined;
  const version = buffer.readUInt32LE(headerAt.version);
  const format = knownFormats.find((known) => known === version);
  if (format === undefined) {
    throw new AppError(
      'user',
      'journal_format_unknown',
      `${path} is a journal of format ${version}; this Eventbook reads formats up to ${knownFormats.at(-1)}.`,
      { hint: 'Run the version of Eventbook that wrote it, or a newer one.', data: { file: path, version } },
    );
  }
  return {
    format,
    id: buffer.readUInt32LE(headerAt.id),
    first: readUint64(buffer, headerAt.first),
    hour: buffer.toString('latin1', headerAt.hour, headerAt.name),
    name: buffer.toString('utf8', headerAt.name + 1, length),
    length,
  };
}
