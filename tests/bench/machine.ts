import { cpus, release, totalmem } from 'node:os';

/** What the figures were measured on, in one line. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${model}, ${memory} GiB, Linux ${release()}, Node ${process.version}`;
}
