import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Starts a compiled baseline server and waits for the port that it prints. */
export async function startBaseline(
  name: string,
  ...args: string[]
): Promise<{ port: number; pid: number; stop: () => Promise<void> }> {
  const file = fileURLToPath(new URL(`baselines/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { port: Number(line), pid: child.pid ?? 0, stop: () => stop(child) };
  }
  throw new Error(`the baseline ${name} ended before it listened`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** The ids of a collector's first ingest process and of its writer, from the kernel's own list. */
export function childrenOf(parent: number): { ingest: number; writer: number } {
  const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  const called = (name: string) => {
    const pid = pids.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes(name));
    if (pid === undefined) throw new Error(`the collector runs no ${name}`);
    return pid;
  };
  return { ingest: called('ingest-process'), writer: called('writer-process') };
}
