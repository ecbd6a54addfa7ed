const newline = 0x0a;
const carriageReturn = 0x0d;

export interface Line {
  /** From 1, blank lines counted. */
  readonly number: number;
  /** Without its end; undefined where it is longer than the limit, and then none of it is kept. */
  readonly bytes: Buffer | undefined;
}

/** The lines of a stream that are not blank; at most one line and one piece are held at a time. */
export async function* readLines(stream: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer): void => {
    size += part.length;
    if (size <= limit) parts.push(part);
    else parts = [];
  };
  const finish = (): Line | undefined => {
    const line = size > limit ? undefined : withoutEnd(Buffer.concat(parts));
    parts = [];
    size = 0;
    number += 1;
    return line?.length === 0 ? undefined : { number: number - 1, bytes: line };
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      const line = finish();
      if (line !== undefined) yield line;
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  const last = size > 0 ? finish() : undefined;
  if (last !== undefined) yield last;
}

/** Blank lines come out empty. */
function withoutEnd(line: Buffer): Buffer {
  const bare = line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
  return bare.every((byte) => byte === 0x20 || byte === 0x09) ? bare.subarray(0, 0) : bare;
}
