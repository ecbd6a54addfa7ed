import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../errors/app-error.js';
import { decodeUtf8 } from './utf8.js';

/**
 * A snapshot as it travels, nothing of it trusted or parsed yet. As one file it is three parts:
 *
 *     line 1   the statement: JSON, signed over exactly these bytes, without the newline
 *     line 2   {"key":"<key id>","signature":"<128 hex digits>"} or null
 *     the rest the content's bytes; their SHA-256 is the snapshot's id
 *
 * Published, the two lines are the file `latest`, and the content is `content/<id>.json` beside it.
 */
export interface Bundle {
  readonly statementText: string;
  readonly signatureText: string | null;
  readonly content: Uint8Array;
}

/** The two lines of `latest`. */
export type BundleHead = Omit<Bundle, 'content'>;

/** No snapshot is larger, in bytes: a catalog of a thousand events takes about three million. */
export const largestSnapshot = 256 * 1024 * 1024;

const longestLine = 4096;
const newline = 0x0a;

export function writeBundle(bundle: Bundle): Uint8Array {
  return concatBytes(utf8ToBytes(writeBundleHead(bundle)), bundle.content);
}

export function writeBundleHead(head: BundleHead): string {
  return `${head.statementText}\n${head.signatureText ?? 'null'}\n`;
}

/** Throws snapshot_malformed for what is truncated, oversize or something else altogether. */
export function readBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > largestSnapshot) {
    throw malformed(`It has ${bytes.length} bytes; no snapshot has more than ${largestSnapshot}.`);
  }
  const { head, end } = splitHead(bytes);
  const content = bytes.subarray(end);
  if (content.length < 2 || content.at(-2) !== 0x7d || content.at(-1) !== newline) {
    throw malformed('Its content is cut short.');
  }
  return { ...head, content };
}

/** Throws snapshot_malformed. */
export function readBundleHead(bytes: Uint8Array): BundleHead {
  const { head, end } = splitHead(bytes);
  if (end !== bytes.length) throw malformed('Something follows the two lines.');
  return head;
}

function splitHead(bytes: Uint8Array): { readonly head: BundleHead; readonly end: number } {
  const first = lineEnd(bytes, 0);
  const second = lineEnd(bytes, first + 1);
  const statementText = decodeUtf8(bytes.subarray(0, first));
  const signatureText = decodeUtf8(bytes.subarray(first + 1, second));
  if (statementText?.startsWith('{') !== true || signatureText === undefined) {
    throw malformed('It does not begin with a statement and a signature.');
  }
  return {
    head: { statementText, signatureText: signatureText === 'null' ? null : signatureText },
    end: second + 1,
  };
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.subarray(start, start + longestLine).indexOf(newline);
  if (end < 0) throw malformed('It does not begin with a statement and a signature, a line each.');
  return start + end;
}

function malformed(message: string): AppError {
  return new AppError('user', 'snapshot_malformed', `This is not a whole snapshot. ${message}`);
}
