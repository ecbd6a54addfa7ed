import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hourEnd, type Hour } from '@eventbook/shared/warehouse/hour';
import { expect } from 'vitest';
import type { Ledger } from '../faults/ledger.js';
import { Rehearsal, type Staging } from '../faults/rehearsal.js';
import { Nsqd, Nsqlookupd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { hoursClosed } from '../support/warehouse.js';

/** A fault rehearsed over NSQ: a collector under load, its nsqd, and a sink that writes the warehouse. */
export class ClusterRehearsal {
  readonly rehearsal: Rehearsal;
  readonly nsqds: Nsqd[] = [];
  /** Where there is one, everybody finds nsqd through it. */
  directory: Nsqlookupd | undefined;
  sink: Sink | undefined;
  /** Of the collector: it is told of nsqd when they run. */
  readonly #flags: string[];

  private constructor(rehearsal: Rehearsal, flags: string[]) {
    this.rehearsal = rehearsal;
    this.#flags = flags;
  }

  /** Nothing runs yet. @param at what everybody's clock shows */
  static async make(at: Date, staging: Staging = {}): Promise<ClusterRehearsal> {
    const flags = [...(staging.flags ?? [])];
    const rehearsal = await Rehearsal.make({ senders: 4, ...staging, clock: true, flags });
    await rehearsal.clock?.set(at);
    return new ClusterRehearsal(rehearsal, flags);
  }

  /** Adds destinations to the book, by their kind, and has what is sent go to those of them that take events. */
  async describe(destinations: Readonly<Record<string, string>>): Promise<void> {
    const { book } = this.rehearsal;
    for (const [name, kind] of Object.entries(destinations)) {
      const framing = kind === 's3' ? {} : { framing: 'batch' };
      const card = { title: name, kind, owner: 'marketplace', ...framing };
      await writeFile(join(book, 'destinations', `${name}.json`), JSON.stringify(card));
    }
    const path = join(book, 'events/message.sent/event.json');
    const event = JSON.parse(await readFile(path, 'utf8')) as object;
    const takers = Object.keys(destinations).filter((name) => destinations[name] !== 's3');
    await writeFile(path, JSON.stringify({ ...event, destinations: ['warehouse', ...takers] }));
  }

  /** Starts nsqd in these folders, the collector with its senders, and the sink. */
  async start(...folders: string[]): Promise<void> {
    const directory = this.directory === undefined ? [] : [`--lookupd-tcp-address=${this.directory.address}`];
    for (const folder of folders)
      this.nsqds.push(await Nsqd.start(folder, ['--sync-every=100', ...directory]));
    this.#flags.push(...this.#nsqd);
    await this.rehearsal.start();
    await this.startSink();
  }

  async startSink(): Promise<void> {
    const { catalog, warehouse, clock } = this.rehearsal;
    const places = ['--catalog', catalog, '--data', this.#sinkData, '--warehouse', warehouse];
    this.sink = await startSink('warehouse', [...places, ...this.#nsqd], clock?.environment);
  }

  /** Starts the sink of another destination. */
  startDelivery(
    name: string,
    environment: Readonly<Record<string, string>>,
    flags: readonly string[] = this.#nsqd,
  ): Promise<Sink> {
    const { book, scratch, clock } = this.rehearsal;
    const places = ['--catalog', book, '--data', join(scratch, `${name}-sink`)];
    return startSink(name, [...places, ...flags], { ...clock?.environment, ...environment });
  }

  /** How many of the events that were accepted a destination lacks. */
  lacking(ids: ReadonlySet<string>): number {
    return this.rehearsal.load.ids('accepted').filter((id) => !ids.has(id)).length;
  }

  async setClock(at: Date): Promise<void> {
    await this.rehearsal.clock?.set(at);
  }

  /**
   * Lets every sender have its answer, ends the last of the hours, waits until each is closed with nothing missing, and holds
   * what was acknowledged against what is there.
   * @param hours those in which something was sent
   */
  async account(
    title: string,
    hours: readonly Hour[],
    more: Readonly<Record<string, number | string>> = {},
  ): Promise<Ledger> {
    const { rehearsal } = this;
    const { warehouse } = rehearsal;
    await rehearsal.load.finish();
    await rehearsal.command('seal');
    await this.setClock(new Date(hourEnd(hours.at(-1) ?? '') / 1000 + 1000));
    await hoursClosed(warehouse, hours);
    const where = ['--data', this.#sinkData, '--warehouse', warehouse];
    const reconciled = await runCommand('eventbook-collector', ['reconcile', ...where]);
    expect(reconciled.status, reconciled.stdout).toBe(0);
    const ledger = await rehearsal.account(title, more);
    expect(ledger.sent).toBeGreaterThan(500);
    expect(await this.sink?.stop()).toBe(0);
    return ledger;
  }

  async end(): Promise<void> {
    await this.rehearsal.end();
    await this.sink?.kill();
    for (const nsqd of this.nsqds) await nsqd.end('SIGKILL');
    await this.directory?.end('SIGKILL');
  }

  get #nsqd(): readonly string[] {
    if (this.directory !== undefined) return ['--nsqlookupd', this.directory.httpAddress];
    return ['--nsqd', this.nsqds.map(({ address }) => address).join()];
  }

  get #sinkData(): string {
    return join(this.rehearsal.scratch, 'sink');
  }
}
