import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { readManifests, readWarehouse } from '../support/warehouse.js';
import { Harness, paid, send } from './harness.js';
import { keys, shopCatalog, writeCatalog } from './shop-catalog.js';

let harness: Harness;

beforeEach(async () => {
  harness = await Harness.make();
});

afterEach(() => harness.end());

/** Sends one event over a connection of its own, so that any of the processes may get it. */
async function sendAlone(collector: Collector, event: object): Promise<number> {
  const headers = { Authorization: `Bearer ${keys.quarantine}`, 'Content-Type': 'application/json' };
  const url = `${collector.url}/v1/events`;
  const sent = httpRequest(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, Connection: 'close' },
  });
  sent.end(JSON.stringify(event));
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

function ingestProcesses(collector: Collector): number[] {
  const text = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(collector.pid)], {
    encoding: 'utf8',
  });
  return text
    .split('\n')
    .filter((line) => line.includes('ingest-process'))
    .map((line) => Number.parseInt(line, 10));
}

it('a retry that another process gets is stored once, and fewer processes leave nothing behind', async () => {
  const three = await harness.start(['--workers', '3']);
  const events = Array.from({ length: 60 }, (_, index) =>
    paid({}, { event_id: `0192f3c4-7b1a-7d40-8c11-${String(index).padStart(12, '0')}` }),
  );
  for (let turn = 0; turn < 3; turn += 1) {
    const answers = await Promise.all(events.map((event) => sendAlone(three, event)));
    expect(new Set(answers)).toEqual(new Set([202]));
  }
  await three.stop();
  const used = await Promise.all(
    ['0', '1', '2'].map(
      async (journal) => (await readdir(join(harness.data, 'journal', journal))).length > 1,
    ),
  );
  expect(used.filter(Boolean).length).toBeGreaterThan(1);
  const one = await harness.start(['--workers', '1']);
  await sendAlone(one, paid());
  expect(await harness.warehouse()).toMatchObject({ rows: 61, repeats: 120 });
});

it('serve --drain writes everything before it ends', async () => {
  const collector = await harness.start(['--drain', '--workers', '2']);
  for (let index = 0; index < 20; index += 1) await sendAlone(collector, paid());
  expect(await collector.stop()).toBe(0);
  const root = join(harness.data, 'warehouse');
  expect((await readManifests(root)).length).toBeGreaterThan(0);
  expect(await readWarehouse(root)).toMatchObject({ rows: 20 });
  expect(collector.log()).toContain('drained');
});

it('all processes judge by a new snapshot, or none does', async () => {
  const collector = await harness.start(['--workers', '2']);
  const [stopped = 0] = ingestProcesses(collector);
  process.kill(stopped, 'SIGSTOP');
  const files = shopCatalog();
  await writeCatalog(
    harness.catalog,
    new Map([
      ['events/shop.new/event.json', files.get('events/shop.open/event.json') ?? {}],
      ['events/shop.new/1.json', files.get('events/shop.open/1.json') ?? {}],
    ]),
  );
  const made = { event: 'shop.new', version: 1, fields: {} };
  /** By the process that still runs: what the other one gets waits in the kernel. */
  const accepted = async (): Promise<number> => {
    for (;;) {
      const ended = AbortSignal.timeout(500);
      const response = await fetch(`${collector.url}/v1/validate`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${keys.quarantine}`,
          'Content-Type': 'application/json',
          Connection: 'close',
        },
        body: JSON.stringify(made),
        signal: ended,
      }).catch(() => undefined);
      if (response !== undefined) return ((await response.json()) as { accepted: number }).accepted;
    }
  };
  // The parent has kept the new one when it asks the processes to make it ready.
  await expect.poll(async () => (await readdir(join(harness.data, 'snapshots'))).length).toBe(5);
  for (let turn = 0; turn < 20; turn += 1) expect(await accepted()).toBe(0);
  process.kill(stopped, 'SIGCONT');
  await expect.poll(accepted).toBe(1);
});

it('a place of snapshots that never answers holds up neither a start nor an end', async () => {
  await (await harness.start()).stop();
  const waiting = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(waiting, 'listening');
  const url = `http://127.0.0.1:${(waiting.address() as AddressInfo).port}`;
  try {
    const collector = await harness.start([], url);
    expect((await send(collector, JSON.stringify(paid()))).status).toBe(202);
    expect(await collector.stop()).toBe(0);
    // It was still being asked.
    expect(collector.log()).not.toContain('did not answer');
  } finally {
    waiting.closeAllConnections();
    waiting.close();
  }
});

it('a catalog that is not there is said, not waited for', async () => {
  const nowhere = join(harness.folder, 'nowhere');
  const ports = ['--port', '0', '--operators-port', '0'];
  const args = ['serve', '--catalog', nowhere, '--data', harness.data, ...ports];
  const { status, stderr } = await runCommand('eventbook-collector', args);
  expect(status).toBe(2);
  expect(stderr).toContain(`There is no file or folder ${nowhere}`);
});
