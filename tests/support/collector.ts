import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endProcess, logEnded, processEnded } from './end-process.js';
import { type Host, loopback } from './network.js';
import { programs } from './run-command.js';

export interface CollectorSettings {
  /** A snapshot file, folder, or URL. */
  readonly catalog: string;
  /** The data directory. */
  readonly data: string;
  /** Further flags of `serve`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: Host;
}

/** A collector as a user runs it, on free ports of its host. */
export interface Collector {
  /** Where senders send: `http://127.0.0.1:12345`. */
  readonly url: string;
  /** Where operators ask. */
  readonly operatorsUrl: string;
  /** Of the parent. */
  readonly pid: number;
  /** What it has logged so far. */
  readonly log: () => string;
  /** SIGTERM; answers the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL to the parent; its children end with it. */
  readonly kill: () => Promise<void>;
}

/** Starts a collector and waits until it takes events in. Throws what it logged where it does not. */
export async function startCollector(settings: CollectorSettings): Promise<Collector> {
  const { catalog, data, flags = [], env = {}, host = loopback } = settings;
  const listen = ['--host', host.address, '--port', '0', '--operators-port', '0'];
  const args = ['serve', '--catalog', catalog, '--data', data, ...listen, ...flags];
  const command = [...host.within, process.execPath, programs['eventbook-collector'], ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const { events, operators, pid } = JSON.parse(line) as { events: string; operators: string; pid: number };
    return {
      url: events,
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
  throw new Error(`The collector ended before it listened:\n${log}`);
}
