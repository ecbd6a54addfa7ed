import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger, turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { runCommand } from '../support/run-command.js';
import { filesOf, listed, readManifests } from '../support/warehouse.js';
import { Load } from './load.js';

test('whatever is killed, and when: what was acknowledged is in the warehouse or the quarantine, once', async () => {
  const seed = Number(process.env['EVENTBOOK_SEED'] ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-kill-nine-'));
  const catalog = join(scratch, 'book');
  const data = join(scratch, 'data');
  let collector: Collector | undefined;
  let load: Load | undefined;
  try {
    await succeed('eventbook', ['init', catalog]);
    const created = await succeed('eventbook', [
      ...['source', 'key', 'create', 'site-backend/messenger'],
      ...['--catalog', catalog, '--format', 'json'],
    ]);
    load = new Load((JSON.parse(created) as { key: string }).key, random, 8);

    const kills = { all: 0, parent: 0, child: 0 };
    for (let cycle = 0; cycle < turns(25, 200); cycle += 1) {
      collector ??= await startCollector({ catalog, data });
      load.url = collector.url;
      await sleep(random.integer(0, 600));
      // Now and then the writer is in the middle of an hour. Its end may be cut off, so how it ends is no matter.
      const sealing =
        random.next() < 0.3 ? runCommand('eventbook-collector', ['seal', '--data', data]) : undefined;
      if (sealing !== undefined) await sleep(random.integer(0, 600));
      const children = await childrenOf(collector.pid);
      const victim = random.pick(['all', 'all', 'parent', 'child'] as const);
      kills[victim] += 1;
      if (victim === 'child') kill(random.pick(children));
      else {
        load.url = undefined;
        if (victim === 'all') for (const child of children) kill(child);
        await collector.kill();
        collector = undefined;
      }
      await sealing;
    }
    collector ??= await startCollector({ catalog, data });
    load.url = collector.url;
    await load.finish();
    await succeed('eventbook-collector', ['seal', '--data', data]);
    const reconciled = await runCommand('eventbook-collector', ['reconcile', '--data', data]);

    const found = await readIds(join(data, 'warehouse'));
    const ids = (outcome: string) =>
      [...(load?.known ?? [])].filter(([, known]) => known === outcome).map(([id]) => id);
    const accepted = ids('accepted');
    const quarantined = ids('quarantined');
    const lost = [
      ...accepted.filter((id) => !found.stored.has(id)),
      ...quarantined.filter((id) => !found.quarantined.has(id)),
    ];
    const ledger = {
      seed: String(seed),
      ...kills,
      sent: load.known.size,
      retries: load.retries,
      acknowledged: accepted.length + quarantined.length,
      stored: found.stored.size,
      quarantined: found.quarantined.size,
      repeats: found.repeats,
      twice: found.twice,
      lost: lost.length,
    };
    recordLedger('kill -9 of the collector under load', { cycles: turns(25, 200), ...ledger });
    expect(lost, `seed ${seed}`).toEqual([]);
    expect(found.twice, `seed ${seed}`).toBe(0);
    expect(reconciled.status, `seed ${seed}: ${reconciled.stdout}`).toBe(0);
    // Every request was repeated until it had its answer, so nothing else can be there.
    expect(found.stored.size + found.quarantined.size).toBe(load.known.size);
    expect(load.known.size).toBeGreaterThan(1000);
    expect(load.retries).toBeGreaterThan(0);
  } finally {
    await load?.abandon();
    await collector?.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}, 3_600_000);

async function succeed(
  program: 'eventbook' | 'eventbook-collector',
  args: readonly string[],
): Promise<string> {
  const { status, stdout, stderr } = await runCommand(program, args);
  expect(status, `${args.join(' ')}: ${stderr}`).toBe(0);
  return stdout;
}

/** The ingest processes and the writer. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in between.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

interface Found {
  readonly stored: ReadonlySet<string>;
  readonly quarantined: ReadonlySet<string>;
  /** Rows whose id another row has too. */
  readonly twice: number;
  readonly repeats: number;
}

async function readIds(root: string): Promise<Found> {
  const manifests = await readManifests(root);
  const { tables, quarantine } = filesOf(root, manifests);
  const stored = await idsIn([...tables.values()].flat());
  const quarantined = await idsIn(quarantine);
  const distinct = new Set([...stored, ...quarantined]);
  return {
    stored: new Set(stored),
    quarantined: new Set(quarantined),
    twice: stored.length + quarantined.length - distinct.size,
    repeats: manifests.reduce(
      (sum, { repeats, quarantine_repeats }) => sum + repeats + quarantine_repeats,
      0,
    ),
  };
}

async function idsIn(files: readonly string[]): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const query = `SELECT _event_id::VARCHAR FROM read_parquet([${listed(files)}], union_by_name = true)`;
    return (await connection.runAndReadAll(query)).getRows().map(([id]) => String(id));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
