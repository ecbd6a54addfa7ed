import { S3Sink, type S3SinkOptions } from './s3-sink.js';

/**
 * Brings what is there and ends; in a dry run it only says, on stdout, what it would do.
 * @param ending resolves when it is asked to stop
 * @param patience milliseconds that the hour under way has then
 * @throws AppError what keeps hours from the bucket
 */
export async function mirrorOnce(
  options: S3SinkOptions,
  dryRun: boolean,
  ending: Promise<unknown>,
  patience: number,
): Promise<void> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const sink = await S3Sink.open(dryRun ? { ...options, dryRun: print } : options);
  void ending.then(() => sink.stop(patience));
  try {
    await sink.once();
  } finally {
    await sink.stop(0);
  }
}
