import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expect, test } from 'vitest';
import { writeCatalog } from '../collector/shop-catalog.js';
import { type Collector, startCollector } from '../support/collector.js';
import { recordLedger, turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { runCommand } from '../support/run-command.js';
import { readManifests } from '../support/warehouse.js';
import { dayCatalog } from './day-catalog.js';
import { DaySenders, type SentHour } from './day-senders.js';
import { contentOf } from './hour-content.js';
import { TestClock } from '../support/test-clock.js';

const events = Number(process.env['EVENTBOOK_DAY_EVENTS'] ?? turns(19_200, 20_000_000));
const kinds = turns(40, 1000);
const batch = turns(50, 1000);
const rewritten = turns(3, 6);
const kills = 10;
const swapsAfter = [5, 11, 17];
const midnight = Date.parse('2026-11-22T00:00:00Z');
const hourMilliseconds = 3_600_000;

test('a day of traffic, three new snapshots and ten kills: every hour holds what was sent in it, once, and can be written again', async () => {
  const seed = Number(process.env['EVENTBOOK_SEED'] ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-day-'));
  const catalog = join(scratch, 'book');
  const data = join(scratch, 'data');
  const clock = new TestClock(join(scratch, 'clock.json'));
  const began = performance.now();
  const start = (): Promise<Collector> => {
    const flags = ['--poll-seconds', '1', '--workers', '1', '--log-level', 'warn'];
    return startCollector({ catalog, data, flags, env: clock.environment });
  };
  let collector: Collector | undefined;
  try {
    await writeCatalog(catalog, dayCatalog(kinds, 0));
    await clock.set(new Date(midnight));
    collector = await start();
    const senders = new DaySenders(random, kinds);
    senders.url = collector.url;
    const hoursOfKills = new Set<number>();
    while (hoursOfKills.size < kills) hoursOfKills.add(random.integer(0, 23));
    const killed = { all: 0, parent: 0, child: 0 };
    const sent: SentHour[] = [];

    for (let hour = 0; hour < 24; hour += 1) {
      // Never right at the beginning of the hour: clocks tell it a moment apart.
      await clock.set(new Date(midnight + hour * hourMilliseconds + 60_000));
      const killAt = hoursOfKills.has(hour) ? random.next() * (events / 24) : Number.POSITIVE_INFINITY;
      let killing: Promise<void> | undefined;
      const kill = async (): Promise<void> => {
        const victim = random.pick(['all', 'parent', 'child'] as const);
        killed[victim] += 1;
        const running = collector as Collector;
        const children = await childrenOf(running.pid);
        if (victim === 'child') {
          end(random.pick(children));
          return;
        }
        senders.url = undefined;
        if (victim === 'all') for (const child of children) end(child);
        await running.kill();
        collector = await start();
        senders.url = collector.url;
      };
      sent.push(
        await senders.sendHour(Math.floor(events / 24), batch, (done) => {
          if (done > killAt) killing ??= kill();
        }),
      );
      await killing;
      if (swapsAfter.includes(hour)) {
        senders.swaps += 1;
        await swap(collector, () => writeCatalog(catalog, dayCatalog(kinds, senders.swaps)));
      }
      tell(`hour ${hour}: ${senders.sent} sent, ${senders.retries} requests again`, began);
    }

    await clock.set(new Date(midnight + 24 * hourMilliseconds + 60_000));
    await expect.poll(() => closedHours(data), { timeout: 1_800_000, interval: 500 }).toBe(24);
    tell('all hours are closed', began);
    const reconciled = await runCommand('eventbook-collector', ['reconcile', '--data', data]);
    expect(reconciled.status, `seed ${seed}: ${reconciled.stdout}${reconciled.stderr}`).toBe(0);
    tell('journals, manifests and files agree', began);

    const warehouse = join(data, 'warehouse');
    const manifests = (await readManifests(warehouse)).sort((one, other) => (one.hour < other.hour ? -1 : 1));
    const told = manifests.map((manifest) => ({ right: rowsOf(manifest), wrong: manifest.quarantine.rows }));
    expect(told, `seed ${seed}`).toEqual(sent);
    let twice = 0;
    for (const manifest of sampleOf(manifests, rewritten, random)) {
      const before = await contentOf(warehouse, manifest);
      twice += before.rows - before.different;
      const { status, stderr } = await runCommand('eventbook-collector', [
        'rewrite',
        '--data',
        data,
        '--hour',
        manifest.hour,
      ]);
      expect(status, stderr).toBe(0);
      const after = (await readManifests(warehouse)).find(({ hour }) => hour === manifest.hour);
      expect(after?.generation).toBe(manifest.generation + 1);
      expect(await contentOf(warehouse, after ?? manifest), `seed ${seed}, hour ${manifest.hour}`).toEqual(
        before,
      );
      tell(`hour ${manifest.hour} written again: equal`, began);
    }
    const again = await runCommand('eventbook-collector', ['reconcile', '--data', data]);
    expect(again.status, again.stdout).toBe(0);

    const sum = (of: (manifest: Manifest) => number): number =>
      manifests.reduce((total, manifest) => total + of(manifest), 0);
    const stored = sum(rowsOf);
    const quarantined = sum((manifest) => manifest.quarantine.rows);
    recordLedger('a day in the life of a collector', {
      seed: String(seed),
      kinds,
      snapshots: swapsAfter.length + 1,
      'kills of all processes': killed.all,
      'of the parent': killed.parent,
      'of one child': killed.child,
      sent: senders.sent,
      acknowledged: senders.sent,
      'requests sent again': senders.retries,
      stored,
      quarantined,
      repeats: sum((manifest) => manifest.repeats + manifest.quarantine_repeats),
      'files, all hours': sum((manifest) => Object.values(manifest.tables).length + 1),
      'hours written again, equal': rewritten,
      twice,
      lost: senders.sent - stored - quarantined,
      'seconds, all in all': Math.round((performance.now() - began) / 1000),
    });
    expect(twice).toBe(0);
    expect(stored + quarantined).toBe(senders.sent);
  } finally {
    await collector?.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}, 3_600_000);

function tell(what: string, began: number): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`);
}

function rowsOf(manifest: Manifest): number {
  return Object.values(manifest.tables).reduce((total, { rows }) => total + rows, 0);
}

/** Some of them, the last among them. */
function sampleOf(manifests: readonly Manifest[], count: number, random: Random): Manifest[] {
  const chosen = new Set(manifests.slice(-1));
  while (chosen.size < count) chosen.add(random.pick(manifests));
  return [...chosen];
}

async function closedHours(data: string): Promise<number> {
  const { stdout } = await runCommand('eventbook-collector', ['hours', '--data', data, '--format', 'json']);
  return (JSON.parse(stdout) as { state: string }[]).filter(({ state }) => state === 'closed').length;
}

/** Changes the book and waits until the collector judges by it. */
async function swap(collector: Collector, change: () => Promise<void>): Promise<void> {
  const current = async (): Promise<unknown> => {
    const answer = await fetch(`${collector.operatorsUrl}/v1/snapshot`);
    return ((await answer.json()) as { statement: { id: string } | null }).statement?.id;
  };
  const before = await current();
  await change();
  await expect.poll(current, { timeout: 120_000, interval: 100 }).not.toBe(before);
  // All files of the change were there before the collector looked, or it looks once more.
  await sleep(1500);
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in between.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
