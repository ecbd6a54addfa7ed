import { createReadStream } from 'node:fs';

/** How much is handed out at once. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * The lines of an NDJSON file, each with its newline, some megabytes at a time. Only a newline ends a line: Node's
 * readline ends one at U+2028 too, which JSON allows inside of text.
 */
export async function* stagedLines(path: string): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes = Buffer.concat([rest, block as Buffer]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      lines.push(bytes.subarray(start, end + 1));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (lines.length > 0) yield lines;
  }
}
