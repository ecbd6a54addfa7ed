import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a process that a test has started, unless it has ended already; answers its exit code, null after a signal. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return processEnded(child);
}

export async function processEnded(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
