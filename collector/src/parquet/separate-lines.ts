import { createReadStream } from 'node:fs';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import type { ParquetEngine, ParquetJob } from './engine.js';

/** How much is tried at once before it is halved. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * Finds the lines of a job that its engine cannot write, by halving what fails. The second belt: a judged line
 * fits its columns, so this runs only after a bug or a damaged disk. Every bad line is handed to `take`; what is
 * returned is a job of the others, which may be none.
 */
export async function separateLines(
  engine: ParquetEngine,
  job: ParquetJob,
  take: (line: Buffer, reason: string) => Promise<void>,
): Promise<ParquetJob> {
  const good = `${job.source}.good`;
  const probe = { ...job, source: `${job.source}.probe`, target: `${job.source}.probe.parquet` };
  let rows = 0;

  const separate = async (lines: readonly Buffer[]): Promise<void> => {
    const bytes = Buffer.concat(lines);
    await writeFile(probe.source, bytes);
    const result = await engine.write({ ...probe, rows: lines.length });
    const [only] = lines;
    if (result.fits) {
      await appendFile(good, bytes);
      rows += lines.length;
    } else if (lines.length === 1 && only !== undefined) {
      await take(only.subarray(0, -1), result.reason);
    } else {
      const middle = Math.ceil(lines.length / 2);
      await separate(lines.slice(0, middle));
      await separate(lines.slice(middle));
    }
  };

  await rm(good, { force: true });
  for await (const lines of chunksOfLines(job.source)) await separate(lines);
  await rm(probe.source, { force: true });
  await rm(probe.target, { force: true });
  return { ...job, source: good, rows };
}

/** The lines of a file, each with its newline, some megabytes at a time. */
async function* chunksOfLines(path: string): AsyncGenerator<Buffer[]> {
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
