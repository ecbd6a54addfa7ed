import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endProcess, logEnded, processEnded } from './end-process.js';
import { type Host, loopback } from './network.js';
import { programs } from './run-command.js';

/** A sink as a user runs it. */
export interface Sink {
  readonly operatorsUrl: string;
  readonly pid: number;
  readonly log: () => string;
  /** SIGTERM; answers the exit code. */
  readonly stop: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
}

/** Starts a sink and waits until it takes messages. Throws what it logged where it does not. */
export async function startSink(
  destination: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  host: Host = loopback,
): Promise<Sink> {
  const all = ['sink', destination, '--operators-port', '0', ...args];
  const command = [...host.within, process.execPath, programs['eventbook-collector'], ...all];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const { operators, pid } = JSON.parse(line) as { operators: string; pid: number };
    return {
      operatorsUrl: operators,
      pid,
      log: () => log,
      stop: async () => {
        const code = await endProcess(child, 'SIGTERM');
        await logEnded(child);
        return code;
      },
      kill: async () => {
        await endProcess(child, 'SIGKILL');
      },
    };
  }
  await processEnded(child);
  await logEnded(child);
  throw new Error(`The sink ended before it ran:\n${log}`);
}
