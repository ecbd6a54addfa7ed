import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Collector, startCollector } from '../support/collector.js';
import { Nsqadmin, Nsqd, Nsqlookupd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { TestClock } from '../support/test-clock.js';
import { type Recipient, recipients } from './recipients.js';

const minute = 60_000;
const hour = 60 * minute;
/** One of every environment. */
const sources = ['site-frontend/web', 'mobile-app/android', 'site-backend/adverts'];

/**
 * A small cluster on this machine: a directory, two nsqd, two collectors, and a sink for every kind of destination with its
 * recipient behind it. Its clock stands in the hour before this one, until `endHour`: an hour that is over is what a bucket gets.
 */
export class Cluster {
  readonly folder: string;
  /** A catalog: the one that `eventbook init` makes, whose events go to everybody. */
  readonly book: string;
  readonly nsqds: Nsqd[] = [];
  readonly collectors = new Map<string, Collector>();
  /** By destination. */
  readonly sinks = new Map<string, Sink>();
  readonly recipients: Recipient[] = [];
  /** By kind of recipient: why there is none. */
  readonly leftOut = new Map<string, string>();
  /** By source: a write key of it. */
  readonly keys = new Map<string, string>();
  lookupd!: Nsqlookupd;
  admin!: Nsqadmin;
  readonly #kinds: readonly string[];
  readonly #clock: TestClock;
  /** What runs, in the order in which it is ended. */
  readonly #ends: { readonly what: string; readonly end: () => Promise<unknown> }[] = [];

  /** @param kinds of recipients, besides the warehouse */
  constructor(folder: string, kinds: readonly string[]) {
    this.folder = folder;
    this.book = join(folder, 'book');
    this.#kinds = kinds;
    this.#clock = new TestClock(join(folder, 'clock.json'));
  }

  get warehouse(): string {
    return join(this.dataOf('warehouse'), 'warehouse');
  }

  /** @param onStep is told what is being started */
  async start(onStep: (what: string) => void = () => undefined): Promise<this> {
    await mkdir(this.folder, { recursive: true });
    await this.#clock.set(new Date(Math.floor(Date.now() / hour) * hour - 30 * minute));
    onStep('nsqlookupd, two nsqd, nsqadmin');
    this.lookupd = await Nsqlookupd.start();
    this.#endLater('nsqlookupd', () => this.lookupd.end());
    for (const name of ['nsqd-a', 'nsqd-b']) {
      const flags = ['--sync-every=100', `--lookupd-tcp-address=${this.lookupd.address}`];
      const nsqd = await Nsqd.start(join(this.folder, name), flags);
      this.nsqds.push(nsqd);
      this.#endLater(name, () => nsqd.end());
    }
    this.admin = await Nsqadmin.start(this.lookupd);
    this.#endLater('nsqadmin', () => this.admin.end());
    onStep(`${this.#kinds.join(', ')}: whoever is delivered to`);
    await Promise.all(this.#kinds.map((kind) => this.#startRecipient(kind)));
    await this.#writeBook();
    onStep('a sink for each, and one for the warehouse');
    await this.#startSink('warehouse', [], {});
    await Promise.all(
      this.recipients.map(({ name, flags, environment }) => this.#startSink(name, flags, environment)),
    );
    onStep('two collectors');
    for (const name of ['one', 'two']) await this.#startCollector(name);
    return this;
  }

  /** Of the data directory of a collector, or of a destination's sink. */
  dataOf(name: string): string {
    return join(this.folder, this.collectors.has(name) ? name : `${name}-sink`);
  }

  /** From now on its clock shows what all others do. */
  async endHour(): Promise<void> {
    await this.#clock.set(new Date());
  }

  /** The sum of all values of a metric. */
  async metric(operatorsUrl: string, name: string): Promise<number> {
    const text = await (await fetch(`${operatorsUrl}/metrics`)).text();
    const values = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gmu'));
    return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  /** In order: who sends first, who receives last, and between them what they talk over. */
  async stop(onStep: (what: string) => void = () => undefined): Promise<void> {
    for (let last = this.#ends.pop(); last !== undefined; last = this.#ends.pop()) {
      if (this.#ends.at(-1)?.what !== last.what) onStep(last.what);
      await last.end();
    }
  }

  async #startRecipient(kind: string): Promise<void> {
    const place = {
      ...{ folder: join(this.folder, kind), warehouse: this.warehouse },
      endLater: (end: () => Promise<unknown>) => this.#endLater(kind, end),
    };
    try {
      const recipient = await recipients[kind]?.(place);
      if (recipient !== undefined) this.recipients.push(recipient);
    } catch (error) {
      this.leftOut.set(kind, error instanceof Error ? error.message : String(error));
    }
  }

  async #startCollector(name: string): Promise<void> {
    const data = join(this.folder, name);
    const settings = { catalog: this.book, data, flags: ['--name', name, ...this.#directory] };
    const collector = await startCollector({ ...settings, env: this.#clock.environment });
    this.collectors.set(name, collector);
    this.#endLater(`collector ${name}`, () => collector.stop());
  }

  async #startSink(
    destination: string,
    flags: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<void> {
    const places = ['--catalog', this.book, '--data', this.dataOf(destination), ...this.#directory];
    const env = { ...this.#clock.environment, ...environment };
    const sink = await startSink(destination, [...places, ...flags], env);
    this.sinks.set(destination, sink);
    this.#endLater(`sink ${destination}`, () => sink.stop());
  }

  async #writeBook(): Promise<void> {
    await succeed('eventbook', ['init', this.book]);
    for (const { name, card } of this.recipients)
      await writeJson(join(this.book, 'destinations', `${name}.json`), card);
    const fed = this.recipients.filter(({ card }) => card.kind !== 's3').map(({ name }) => name);
    for (const event of await readdir(join(this.book, 'events'))) {
      const path = join(this.book, 'events', event, 'event.json');
      const card = JSON.parse(await readFile(path, 'utf8')) as object;
      await writeJson(path, { ...card, destinations: ['warehouse', ...fed].sort() });
    }
    await succeed('eventbook', ['format', this.book]);
    for (const source of sources) {
      const args = ['source', 'key', 'create', source, '--catalog', this.book, '--format', 'json'];
      this.keys.set(source, (JSON.parse(await succeed('eventbook', args)) as { key: string }).key);
    }
  }

  #endLater(what: string, end: () => Promise<unknown>): void {
    this.#ends.push({ what, end });
  }

  get #directory(): readonly string[] {
    return ['--nsqlookupd', this.lookupd.httpAddress];
  }
}

function writeJson(path: string, value: object): Promise<void> {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
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
