import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './end-process.js';
import { freePort } from './free-port.js';
import { type Host, loopback } from './network.js';
import { nsqPrograms } from './nsq-programs.js';

/** A program of NSQ on ports of its own, which it keeps over restarts. */
class NsqProgram {
  /** 0 where it listens for HTTP alone. */
  readonly tcpPort: number;
  readonly httpPort: number;
  readonly #name: string;
  readonly #flags: readonly string[];
  readonly #host: Host;
  #child: ChildProcess | undefined;
  #log = '';

  constructor(
    name: string,
    tcpPort: number,
    httpPort: number,
    flags: readonly string[],
    host: Host = loopback,
  ) {
    this.#name = name;
    this.tcpPort = tcpPort;
    this.httpPort = httpPort;
    this.#flags = flags;
    this.#host = host;
  }

  /** Of its TCP listener: `127.0.0.1:4150`. */
  get address(): string {
    return `${this.#host.address}:${this.tcpPort}`;
  }

  get httpAddress(): string {
    return `${this.#host.address}:${this.httpPort}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get log(): string {
    return this.#log;
  }

  /** Answers when it answers. */
  async start(): Promise<this> {
    const tcp = [`--tcp-address=${this.address}`, `--broadcast-address=${this.#host.address}`];
    const listen = [`--http-address=${this.httpAddress}`, ...(this.tcpPort === 0 ? [] : tcp)];
    const command = [...this.#host.within, join(nsqPrograms(), this.#name), ...listen, ...this.#flags];
    const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    this.#child = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${this.#name} ended:\n${this.#log}`);
      const isUp = await fetch(`http://${this.httpAddress}/ping`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return this;
      await sleep(20);
    }
  }

  /** Stops it where it is. A signal reaches one thread after the other: when this resolves, none of them runs. */
  async freeze(): Promise<void> {
    this.signal('SIGSTOP');
    const tasks = `/proc/${this.pid}/task`;
    for (const task of await readdir(tasks))
      while (!/\) T/u.test(await readFile(join(tasks, task, 'stat'), 'utf8'))) await sleep(1);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await endProcess(child, signal);
  }
}

/** What `/stats` says of one channel of a topic. */
interface ChannelStats {
  readonly channel_name: string;
  readonly depth: number;
  readonly in_flight_count: number;
  readonly message_count: number;
}

export interface TopicStats {
  readonly topic_name: string;
  readonly depth: number;
  readonly message_count: number;
  readonly channels: readonly ChannelStats[];
}

export class Nsqd extends NsqProgram {
  /** Starts one as it is meant to be run beside a collector: nothing in memory, every message synced. */
  static async start(folder: string, flags: readonly string[] = [], host?: Host): Promise<Nsqd> {
    await mkdir(folder, { recursive: true });
    const all = [`--data-path=${folder}`, '--mem-queue-size=0', '--sync-every=1', ...flags];
    return new Nsqd('nsqd', await freePort(), await freePort(), all, host).start();
  }

  async topics(): Promise<readonly TopicStats[]> {
    const response = await fetch(`http://${this.httpAddress}/stats?format=json`);
    return ((await response.json()) as { topics: TopicStats[] }).topics;
  }

  async topic(name: string): Promise<TopicStats | undefined> {
    return (await this.topics()).find((topic) => topic.topic_name === name);
  }

  /** With all that it holds. */
  async deleteTopic(name: string): Promise<void> {
    await fetch(`http://${this.httpAddress}/topic/delete?topic=${name}`, { method: 'POST' });
  }

  /** Publishes over HTTP, as anybody may. */
  async publish(topic: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await fetch(`http://${this.httpAddress}/pub?topic=${topic}`, { method: 'POST', body });
    if (!response.ok) throw new Error(await response.text());
  }
}

export class Nsqlookupd extends NsqProgram {
  static async start(host?: Host): Promise<Nsqlookupd> {
    return new Nsqlookupd('nsqlookupd', await freePort(), await freePort(), [], host).start();
  }
}

export class Nsqadmin extends NsqProgram {
  static async start(lookupd: Nsqlookupd): Promise<Nsqadmin> {
    return new Nsqadmin('nsqadmin', 0, await freePort(), [
      `--lookupd-http-address=${lookupd.httpAddress}`,
    ]).start();
  }
}
