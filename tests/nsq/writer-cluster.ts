import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import { hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expect } from 'vitest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger } from '../support/long-run.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { TestClock } from '../support/test-clock.js';
import { filesOf, listed, readManifests } from '../support/warehouse.js';

/** What is in the files of all writers, of the hours that are over. */
export interface SharedHour {
  readonly rows: number;
  /** Different events among them: each has one place in one journal of one collector. */
  readonly events: number;
  readonly outcomes: OutcomeCounts;
  /** Events that two writers had, and that one of them has left to the other. */
  readonly elsewhere: number;
  /** By writer. */
  readonly files: Readonly<Record<string, number>>;
}

/** One nsqd, collectors, and several warehouse sinks on one channel that write into one folder. */
export class WriterCluster {
  readonly harness: Harness;
  readonly nsqd: Nsqd;
  readonly clock: TestClock;
  readonly collectors: Collector[] = [];
  readonly sinks = new Map<string, Sink>();
  /** Events that were acknowledged. */
  acknowledged = 0;
  /** Those that are over, and the one that is not. */
  readonly #hours: Hour[];

  private constructor(harness: Harness, nsqd: Nsqd, clock: TestClock, hour: Hour) {
    this.harness = harness;
    this.nsqd = nsqd;
    this.clock = clock;
    this.#hours = [hour];
  }

  /** Everybody's clock shows half past the hour. */
  static async make(hour: Hour): Promise<WriterCluster> {
    const harness = await Harness.make();
    const nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
    const clock = new TestClock(join(harness.folder, 'clock.json'));
    await clock.set(new Date(hourEnd(hour) / 1000 - 1_800_000));
    return new WriterCluster(harness, nsqd, clock, hour);
  }

  get warehouse(): string {
    return join(this.harness.folder, 'warehouse');
  }

  async startCollector(name: string): Promise<void> {
    const flags = ['--name', name, '--nsqd', this.nsqd.address];
    const { catalog } = this.harness;
    const { environment: env } = this.clock;
    this.collectors.push(await startCollector({ catalog, data: this.#data(name), flags, env }));
  }

  async startSink(name: string): Promise<Sink> {
    const places = ['--catalog', this.harness.catalog, '--nsqd', this.nsqd.address, ...this.#places(name)];
    const sink = await startSink('warehouse', [...places, '--name', name], this.clock.environment);
    this.sinks.set(name, sink);
    return sink;
  }

  async killSink(name: string): Promise<void> {
    await this.sinks.get(name)?.kill();
    this.sinks.delete(name);
  }

  /** Requests of ten events, to each collector in turn; every tenth event breaks its contract. */
  async send(requests: number): Promise<void> {
    for (let request = 0; request < requests; request += 1) {
      const collector = this.collectors[request % this.collectors.length] as Collector;
      const first = this.acknowledged;
      const events = Array.from({ length: 9 }, (_, index) => paid({ note: `n${first + index}` }));
      const { status } = await sendLines(collector, [...events, paid({ price: 'much' })]);
      expect(status).toBe(202);
      this.acknowledged += 10;
    }
  }

  /** Until each of these sinks has something: nsqd gives what it has to whom it likes. */
  async sendUntilAllHave(sinks: readonly string[]): Promise<void> {
    const isWithout = async (sink: string): Promise<boolean> =>
      (await this.metric('eventbook_sink_events_total', [sink])) === 0;
    for (const sink of sinks) while (await isWithout(sink)) await this.send(2);
  }

  /** What is sent from now on is of the next one. @param minutes after the hour's end */
  async endHour(minutes = 0): Promise<void> {
    const end = hourEnd(this.#hours.at(-1) ?? '');
    await this.clock.set(new Date(end / 1000 + minutes * 60_000 + 1000));
    this.#hours.push(hourOf(end));
  }

  /** A sum over what the sinks that run count, or one of them. */
  async metric(name: string, of: readonly string[] = [...this.sinks.keys()]): Promise<number> {
    const texts = of.map(async (sink) =>
      (await fetch(`${this.sinks.get(sink)?.operatorsUrl}/metrics`)).text(),
    );
    const value = (text: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    return (await Promise.all(texts)).reduce((sum, text) => sum + value(text), 0);
  }

  /** When a sink asked for something that was missing, milliseconds. */
  askedAt(name: string): number[] {
    const lines = (this.sinks.get(name)?.log() ?? '')
      .split('\n')
      .filter((line) => line.includes('is asked for'));
    return lines.map((line) => (JSON.parse(line) as { time: number }).time);
  }

  /** Every sink that runs can prove the hour, with what it knows of the others. */
  async agree(): Promise<boolean> {
    const results = await Promise.all(
      [...this.sinks.keys()].map((name) =>
        runCommand('eventbook-collector', ['reconcile', ...this.#places(name)]),
      ),
    );
    return results.every(({ status }) => status === 0);
  }

  /**
   * Waits until the hours that are over have these events, each once, and every sink agrees.
   * @throws what is there instead, after two minutes
   */
  async account(): Promise<SharedHour> {
    let found: SharedHour | undefined;
    for (const end = performance.now() + 120_000; performance.now() < end;) {
      await sleep(300);
      found = await this.read();
      if (found?.events !== this.acknowledged || found.rows !== found.events) continue;
      if (await this.agree()) return found;
    }
    const stand = (await this.manifests()).map(({ writer, hour, state, generation, absent, outcomes }) =>
      JSON.stringify({ writer, hour, state, generation, absent, outcomes }),
    );
    const logs = [...this.sinks].map(([name, sink]) => `${name}:\n${sink.log()}`);
    const there = `${this.acknowledged} events were acknowledged, and there is ${JSON.stringify(found)}`;
    throw new Error([there, ...stand, ...logs].join('\n'));
  }

  /** @param more what else is told of the run */
  record(
    title: string,
    { rows, events, elsewhere, files }: SharedHour,
    more: Readonly<Record<string, number>> = {},
  ): void {
    const { acknowledged } = this;
    recordLedger(title, {
      ...more,
      acknowledged,
      stored: events,
      lost: acknowledged - events,
      repeats: rows - events,
      'had by two, left to one': elsewhere,
      'files in all': Object.values(files).reduce((sum, count) => sum + count, 0),
      'files by writer': Object.entries(files)
        .map(([writer, count]) => `${writer} ${count}`)
        .join(', '),
    });
  }

  /** What is there now; undefined while a writer that runs has not closed an hour, or one says that something is missing. */
  async read(): Promise<SharedHour | undefined> {
    const all = await this.manifests();
    const isWhole = ({ state, absent }: Manifest): boolean => state === 'closed' && absent === undefined;
    const isClosed = (name: string): boolean =>
      all.filter(({ writer }) => writer === name).length === this.#hours.length - 1;
    if (!all.every(isWhole) || ![...this.sinks.keys()].every(isClosed)) return undefined;
    const sum = (of: (outcomes: OutcomeCounts) => number): number =>
      all.reduce((total, { outcomes }) => total + of(outcomes), 0);
    const left = all.map(({ elsewhere }) => Object.values(elsewhere ?? {}).reduce((a, b) => a + b, 0));
    return {
      ...(await this.#rows(all)),
      outcomes: {
        accepted: sum(({ accepted }) => accepted),
        flagged: sum(({ flagged }) => flagged),
        quarantined: sum(({ quarantined }) => quarantined),
        rejected: sum(({ rejected }) => rejected),
      },
      elsewhere: left.reduce((a, b) => a + b, 0),
      files: Object.fromEntries(
        [...new Set(all.map(({ writer }) => writer))].map((name) => [
          name,
          all.filter(({ writer }) => writer === name).reduce((total, one) => total + filesIn(one), 0),
        ]),
      ),
    };
  }

  async manifests(): Promise<Manifest[]> {
    const over = this.#hours.slice(0, -1);
    return (await readManifests(this.warehouse).catch(() => [])).filter(({ hour }) => over.includes(hour));
  }

  async end(): Promise<void> {
    for (const sink of this.sinks.values()) await sink.kill();
    for (const collector of this.collectors) await collector.kill();
    await this.nsqd.end('SIGKILL');
    await this.harness.end();
  }

  #data(name: string): string {
    return join(this.harness.folder, name);
  }

  #places(sink: string): readonly string[] {
    return ['--data', this.#data(sink), '--warehouse', this.warehouse];
  }

  async #rows(manifests: readonly Manifest[]): Promise<{ rows: number; events: number }> {
    const { tables, quarantine } = filesOf(this.warehouse, manifests);
    const files = [...[...tables.values()].flat(), ...quarantine];
    if (files.length === 0) return { rows: 0, events: 0 };
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const reader = await connection.runAndReadAll(
      `SELECT count(*), count(DISTINCT _collector || ' ' || _position)
       FROM read_parquet([${listed(files)}], union_by_name = true)`,
    );
    const [rows, events] = (reader.getRows()[0] ?? []).map(Number);
    return { rows: rows ?? 0, events: events ?? 0 };
  }
}

function filesIn({ tables, quarantine }: Manifest): number {
  return Object.values(tables).reduce((sum, { files }) => sum + files.length, quarantine.files.length);
}
