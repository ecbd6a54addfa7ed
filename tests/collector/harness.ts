import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests, readWarehouse, type Warehouse } from '../support/warehouse.js';
import { type Collector, startCollector } from '../support/collector.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { keys, shopCatalog, writeCatalog } from './shop-catalog.js';

/** What a sender is answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly accepted: number;
    readonly flagged: number;
    readonly quarantined: number;
    readonly rejected: number;
    readonly errors: readonly {
      index: number;
      event_id: string;
      code: string;
      pointer: string;
      message: string;
    }[];
    readonly errors_total: number;
    readonly event_ids?: Readonly<Record<string, string>>;
    readonly code?: string;
    readonly message?: string;
    readonly hint?: string;
  };
}

/** A temporary folder with the shop's catalog, a data directory, and the collectors started on them. */
export class Harness {
  readonly folder: string;
  readonly #running: Collector[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Harness> {
    const harness = new Harness(await mkdtemp(join(tmpdir(), 'eventbook-collector-')));
    await writeCatalog(harness.catalog, shopCatalog());
    return harness;
  }

  get catalog(): string {
    return join(this.folder, 'catalog');
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  async start(flags: readonly string[] = [], catalog = this.catalog): Promise<Collector> {
    const collector = await startCollector({ catalog, data: this.data, flags });
    this.#running.push(collector);
    return collector;
  }

  command(name: string, ...flags: string[]): Promise<CommandResult> {
    return runCommand('eventbook-collector', [name, '--data', this.data, ...flags]);
  }

  /** Seals, proves that everything adds up, and reads the Parquet. */
  async warehouse(): Promise<Warehouse> {
    const sealed = await this.command('seal');
    if (sealed.status !== 0) throw new Error(sealed.stderr);
    const reconciled = await this.command('reconcile');
    if (reconciled.status !== 0) throw new Error(`${reconciled.stdout}${reconciled.stderr}`);
    const root = join(this.data, 'warehouse');
    return (await readManifests(root)).length === 0
      ? { rows: 0, repeats: 0, quarantineRows: 0, quarantineRepeats: 0, rowsPerEvent: [], reasons: [] }
      : readWarehouse(root);
  }

  /** Of the data directory. */
  async files(): Promise<string[]> {
    return (await readdir(this.data, { recursive: true })).sort();
  }

  async end(): Promise<void> {
    for (const collector of this.#running) await collector.kill();
    // Orphans write their last bytes a moment after their parent.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** An envelope that fits. */
export function paid(fields: Readonly<Record<string, unknown>> = {}, envelope: object = {}): object {
  return { event: 'shop.paid', version: 1, fields: { price: 1.5, ...fields }, ...envelope };
}

interface Sent {
  readonly key?: string | null;
  readonly type?: string | null;
  readonly encoding?: string;
  readonly path?: string;
  readonly method?: string;
}

/** Sends a body as it is. */
export async function send(
  collector: Collector,
  body: string | Uint8Array<ArrayBuffer>,
  sent: Sent = {},
): Promise<Answer> {
  const {
    key = keys.quarantine,
    type = 'application/json',
    encoding,
    path = '/v1/events',
    method = 'POST',
  } = sent;
  const headers: Record<string, string> = {};
  if (key !== null) headers['Authorization'] = `Bearer ${key}`;
  if (type !== null) headers['Content-Type'] = type;
  if (encoding !== undefined) headers['Content-Encoding'] = encoding;
  const response = await fetch(`${collector.url}${path}`, { method, headers, body });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer['body'],
  };
}

/** Sends envelopes as NDJSON. */
export function sendLines(
  collector: Collector,
  lines: readonly (object | string)[],
  key?: string,
): Promise<Answer> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return send(collector, text, { type: 'application/x-ndjson', ...(key === undefined ? {} : { key }) });
}

/** One number of /metrics; 0 where it is not there. */
export async function metric(collector: Collector, line: string): Promise<number> {
  const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? 0 : Number(found.slice(line.length + 1));
}
