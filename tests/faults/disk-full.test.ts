import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { metric } from '../collector/harness.js';
import { turns } from '../support/long-run.js';
import { Rehearsal } from './rehearsal.js';
import { SmallDisk } from './small-disk.js';

let folder: string;
let disk: SmallDisk | undefined;
let rehearsal: Rehearsal | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-disk-'));
});
afterEach(async () => {
  await rehearsal?.end();
  disk?.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('a full disk under the journals: 503 until there is room, nothing lost, and it goes on by itself', async () => {
  disk = new SmallDisk(join(folder, 'disk'), 6);
  rehearsal = await Rehearsal.make({ data: disk.path });
  const rounds = turns(3, 12);
  let size = 6;
  await rehearsal.start();
  for (let round = 0; round < rounds; round += 1) {
    const before = rehearsal.load.refusals;
    while (rehearsal.load.refusals < before + 20) await sleep(20);
    expect(await metric(rehearsal.collector, 'eventbook_collector_journal_refuses')).toBe(1);
    const ready = await fetch(`${rehearsal.collector.operatorsUrl}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('full')]);
    size += 4;
    disk.grow(size);
    await rehearsal.acknowledge(2000);
  }
  disk.grow(500);
  const { load } = rehearsal;
  await rehearsal.account('disk full under the journals', { rounds, 'answers of 503': load.refusals });
}, 1_800_000);

test('a full disk under the warehouse: senders notice nothing, and hours are written once there is room', async () => {
  disk = new SmallDisk(join(folder, 'disk'), 0.25);
  rehearsal = await Rehearsal.make({ warehouse: join(disk.path, 'warehouse') });
  await rehearsal.start();
  await rehearsal.acknowledge(turns(25_000, 400_000));
  let failed = 0;
  for (let round = 0; round < turns(2, 6); round += 1) {
    const { status, stderr } = await rehearsal.command('seal');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/space|full|could not/iu)]);
    failed += 1;
    await rehearsal.acknowledge(1000);
  }
  expect(rehearsal.load.refusals).toBe(0);
  disk.grow(500);
  await rehearsal.account('disk full under the warehouse', { 'hours that could not be written': failed });
}, 1_800_000);
