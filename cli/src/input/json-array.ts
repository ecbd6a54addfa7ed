import { AppError } from '@eventbook/shared/errors/app-error';
import { parseTree, type ParseError } from 'jsonc-parser';
import type { Line } from './lines.js';

/** An array is read whole, so it may not be large; NDJSON may be of any size. */
const largestArray = 64 * 1024 * 1024;

/**
 * The elements of a JSON array, each as the text that stands in the file (numbers keep all of their digits), on one
 * line, with its index from 1 as its number. Throws file_unreadable.
 */
export async function* readArray(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<Line> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > largestArray) {
      throw unreadable(
        name,
        `is a JSON array of more than ${largestArray} bytes`,
        'Write one event on each line.',
      );
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (root?.type !== 'array' || first !== undefined) {
    const line = text.slice(0, first?.offset ?? 0).split('\n').length;
    throw unreadable(
      name,
      `starts like a JSON array, but is none (line ${line})`,
      'Mend it; nothing was sent.',
    );
  }
  let number = 0;
  for (const { offset, length } of root.children ?? []) {
    number += 1;
    // JSON has no raw line end inside a string, so each is white space.
    const element = text.slice(offset, offset + length).replaceAll(/[\r\n]+/gu, ' ');
    yield { number, bytes: Buffer.from(element) };
  }
}

function unreadable(name: string, why: string, hint: string): AppError {
  return new AppError('user', 'file_unreadable', `${name} ${why}.`, { hint });
}
