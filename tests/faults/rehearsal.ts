import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { type CommandResult, runCommand } from '../support/run-command.js';
import { TestClock } from '../support/test-clock.js';
import { type Ledger, takeLedger } from './ledger.js';
import { Load, type LoadOptions } from './load.js';

/** What a scenario wants to be otherwise. */
export interface Staging extends LoadOptions {
  readonly senders?: number;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether every process goes by a clock that the scenario sets. */
  readonly clock?: boolean;
  /** Where the collector is to fetch snapshots from instead of the book's folder; asked before the first start. */
  readonly catalog?: (book: string) => Promise<string>;
  /** Where they are not to stand in the scratch folder. */
  readonly data?: string;
  readonly warehouse?: string;
}

/**
 * One fault rehearsed: senders that never give up, a collector to which something happens, and an account in the end of what
 * became of every event, made from what the senders were told and what Parquet holds.
 */
export class Rehearsal {
  readonly seed: number;
  readonly random: Random;
  readonly scratch: string;
  readonly data: string;
  readonly warehouse: string;
  readonly clock: TestClock | undefined;
  readonly #staging: Staging;
  #catalog: string;
  #load: Load | undefined;
  #collector: Collector | undefined;

  private constructor(scratch: string, staging: Staging) {
    this.seed = Number(process.env['EVENTBOOK_SEED'] ?? Date.now() % 1_000_000);
    this.random = new Random(this.seed);
    this.scratch = scratch;
    this.data = staging.data ?? join(scratch, 'data');
    this.warehouse = staging.warehouse ?? join(scratch, 'warehouse');
    this.clock = staging.clock === true ? new TestClock(join(scratch, 'clock.json')) : undefined;
    this.#staging = staging;
    this.#catalog = this.book;
  }

  /** Makes a book and a write key; nothing is sent yet. */
  static async make(staging: Staging = {}): Promise<Rehearsal> {
    const scratch = await mkdtemp(join(tmpdir(), 'eventbook-fault-'));
    const rehearsal = new Rehearsal(scratch, staging);
    await succeed('eventbook', ['init', rehearsal.book]);
    return rehearsal;
  }

  get book(): string {
    return join(this.scratch, 'book');
  }

  /** Where snapshots come from. */
  get catalog(): string {
    return this.#catalog;
  }

  get load(): Load {
    if (this.#load === undefined) throw new Error('nobody sends yet');
    return this.#load;
  }

  get collector(): Collector {
    if (this.#collector === undefined) throw new Error('no collector runs');
    return this.#collector;
  }

  /** Starts a collector, and the senders with the first. */
  async start(flags: readonly string[] = []): Promise<Collector> {
    if (this.#load === undefined) {
      const key = await this.#key();
      if (this.#staging.catalog !== undefined) this.#catalog = await this.#staging.catalog(this.book);
      this.#load = new Load(key, this.random, this.#staging.senders ?? 8, this.#staging);
    }
    this.#collector = await startCollector({
      catalog: this.#catalog,
      data: this.data,
      flags: ['--warehouse', this.warehouse, ...(this.#staging.flags ?? []), ...flags],
      env: { ...this.#staging.env, ...this.clock?.environment },
    });
    this.load.urls = [this.#collector.url];
    return this.#collector;
  }

  /** Ends the collector, gently or not; senders go on trying. */
  async stop(how: 'stop' | 'kill'): Promise<number | null> {
    this.load.urls = [];
    const collector = this.collector;
    this.#collector = undefined;
    if (how === 'stop') return collector.stop();
    await collector.kill();
    return null;
  }

  /** A command of the collector on the data directory, as an operator would give it. */
  command(name: string, ...flags: string[]): Promise<CommandResult> {
    const env = { ...this.#staging.env, ...this.clock?.environment };
    const where = ['--data', this.data, '--warehouse', this.warehouse];
    return runCommand('eventbook-collector', [name, ...where, ...flags], { env });
  }

  /** Waits until the senders have this many more events acknowledged. */
  async acknowledge(events: number): Promise<void> {
    await this.load.acknowledge(events);
  }

  /**
   * Lets every sender have its answer, writes everything, and holds what was acknowledged against what is there.
   * @returns the ledger, which is printed and, in a long run, kept
   */
  async account(title: string, more: Readonly<Record<string, number | string>> = {}): Promise<Ledger> {
    await this.load.finish();
    const sealed = await this.command('seal');
    expect(sealed.status, `seed ${this.seed}: ${sealed.stderr}`).toBe(0);
    const reconciled = await this.command('reconcile');
    const ledger = await takeLedger(this.load, this.warehouse);
    recordLedger(title, { seed: String(this.seed), ...more, ...ledger });
    expect(reconciled.status, `seed ${this.seed}: ${reconciled.stdout}${reconciled.stderr}`).toBe(0);
    expect([ledger.lost, ledger.twice], `seed ${this.seed}`).toEqual([0, 0]);
    // Every request was sent again until it had its answer, so nothing else can be there.
    expect(ledger.stored + ledger.quarantined, `seed ${this.seed}`).toBe(ledger.sent);
    return ledger;
  }

  async end(): Promise<void> {
    await this.#load?.abandon();
    await this.#collector?.kill();
    await rm(this.scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #key(): Promise<string> {
    const created = await succeed('eventbook', [
      ...['source', 'key', 'create', 'site-backend/messenger'],
      ...['--catalog', this.book, '--format', 'json'],
    ]);
    return (JSON.parse(created) as { key: string }).key;
  }
}

async function succeed(program: 'eventbook', args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommand(program, args);
  expect(status, `${args.join(' ')}: ${stderr}`).toBe(0);
  return stdout;
}
