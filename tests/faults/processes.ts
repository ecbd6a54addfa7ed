import { readFile } from 'node:fs/promises';

/** The ingest processes and the writer of a collector, by its parent's id. */
export async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

export async function writerOf(pid: number): Promise<number> {
  for (const child of await childrenOf(pid)) {
    if ((await readFile(`/proc/${child}/cmdline`, 'utf8')).includes('writer-process')) return child;
  }
  throw new Error('the collector has no writer');
}

/** Sends a signal; to one that has ended by itself meanwhile it means nothing. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
