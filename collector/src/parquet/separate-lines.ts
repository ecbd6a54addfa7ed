import { appendFile, rm, writeFile } from 'node:fs/promises';
import type { ParquetEngine, ParquetJob } from './engine.js';
import { stagedLines } from './staged-lines.js';

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
  for await (const lines of stagedLines(job.source)) await separate(lines);
  await rm(probe.source, { force: true });
  await rm(probe.target, { force: true });
  return { ...job, source: good, rows };
}
