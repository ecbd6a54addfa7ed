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

/** When the last of what a process has logged is read, too: it may still be on its way when the process has ended. */
export async function logEnded(child: ChildProcess): Promise<void> {
  if (child.stderr?.closed === false) await once(child.stderr, 'close');
}
