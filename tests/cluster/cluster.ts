import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Collector, startCollector } from '../support/collector.js';
import { Nsqadmin, Nsqd, Nsqlookupd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';

/** A small cluster on this machine: a directory, two nsqd, two collectors, the warehouse's sink. */
export class Cluster {
  readonly folder: string;
  /** A catalog: the one that `eventbook init` makes. */
  readonly book: string;
  readonly nsqds: Nsqd[] = [];
  readonly collectors: Collector[] = [];
  readonly sinks = new Map<string, Sink>();
  lookupd!: Nsqlookupd;
  admin!: Nsqadmin;
  readonly #environment: Readonly<Record<string, string>>;

  /** @param environment of every process of ours */
  constructor(folder: string, environment: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.book = join(folder, 'book');
    this.#environment = environment;
  }

  async start(): Promise<this> {
    await mkdir(this.folder, { recursive: true });
    this.lookupd = await Nsqlookupd.start();
    for (const name of ['nsqd-a', 'nsqd-b'])
      this.nsqds.push(
        await Nsqd.start(join(this.folder, name), [`--lookupd-tcp-address=${this.lookupd.address}`]),
      );
    this.admin = await Nsqadmin.start(this.lookupd);
    await succeed('eventbook', ['init', this.book]);
    for (const name of ['one', 'two']) await this.startCollector(name);
    await this.startSink('warehouse');
    return this;
  }

  /** Of the data directory of a collector or sink. */
  dataOf(name: string): string {
    return join(this.folder, name);
  }

  async startCollector(name: string): Promise<Collector> {
    const flags = ['--name', name, ...this.#directory];
    const settings = { catalog: this.book, data: this.dataOf(name), flags, env: this.#environment };
    const collector = await startCollector(settings);
    this.collectors.push(collector);
    return collector;
  }

  async startSink(destination: string): Promise<Sink> {
    const places = ['--catalog', this.book, '--data', this.dataOf(`${destination}-sink`)];
    const sink = await startSink(destination, [...places, ...this.#directory], this.#environment);
    this.sinks.set(destination, sink);
    return sink;
  }

  /** A write key for a source, shown once. */
  async key(source: string): Promise<string> {
    const args = ['source', 'key', 'create', source, '--catalog', this.book, '--format', 'json'];
    return (JSON.parse(await succeed('eventbook', args)) as { key: string }).key;
  }

  /** In order: who sends first, who receives last. */
  async stop(): Promise<void> {
    for (const collector of this.collectors) await collector.stop();
    for (const sink of this.sinks.values()) await sink.stop();
    await this.admin.end();
    for (const nsqd of this.nsqds) await nsqd.end();
    await this.lookupd.end();
  }

  get #directory(): readonly string[] {
    return ['--nsqlookupd', this.lookupd.httpAddress];
  }
}

export async function succeed(
  program: 'eventbook' | 'eventbook-collector',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, stdout, stderr } = await runCommand(program, args, { env });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}
