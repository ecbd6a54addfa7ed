import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Starts a compiled baseline server and waits for the port that it prints. */
export async function startBaseline(
  name: string,
  ...args: string[]
): Promise<{ port: number; stop: () => Promise<void> }> {
  const file = fileURLToPath(new URL(`baselines/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { port: Number(line), stop: () => stop(child) };
  }
  throw new Error(`the baseline ${name} ended before it listened`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
