import { appendFile, cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { serveRepositories } from '../support/git-host.js';
import { runCommand } from '../support/run-command.js';
import { Harness, metric, paid, send } from './harness.js';
import { keys, sha256, shopCatalog, writeCatalog } from './shop-catalog.js';

interface Status {
  readonly statement: { readonly id: string; readonly sequence: number } | null;
  readonly refusals: Readonly<Record<string, number>>;
  readonly last_refusal: { readonly code: string; readonly message: string } | null;
}

let harness: Harness;

beforeEach(async () => {
  harness = await Harness.make();
});

afterEach(() => harness.end());

async function status(collector: Collector): Promise<Status> {
  return (await fetch(`${collector.operatorsUrl}/v1/snapshot`)).json() as Promise<Status>;
}

/** Adds an event to the catalog's folder, in one step: who follows it sees no half of it. */
async function addEvent(name: string): Promise<void> {
  const files = shopCatalog();
  const card = files.get('events/shop.open/event.json') ?? {};
  const contract = files.get('events/shop.open/1.json') ?? {};
  const made = join(harness.folder, 'made');
  await writeCatalog(
    made,
    new Map([
      ['event.json', card],
      ['1.json', contract],
    ]),
  );
  await rename(made, join(harness.catalog, 'events', name));
}

function added(name: string): string {
  return JSON.stringify({ event: name, version: 1, fields: {} });
}

async function must(program: 'eventbook', args: readonly string[], cwd: string): Promise<string> {
  const { status: code, stdout, stderr } = await runCommand(program, args, { cwd });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout;
}

describe('a folder under development', () => {
  it('is followed as it changes; one with errors changes nothing and is reported', async () => {
    const collector = await harness.start();
    expect((await send(collector, added('shop.new'))).body).toMatchObject({ quarantined: 1 });
    await addEvent('shop.new');
    const accepted = async (name: string): Promise<number> =>
      (await send(collector, added(name))).body.accepted;
    await expect.poll(() => accepted('shop.new'), { interval: 200 }).toBe(1);
    // The parent calls it current a moment after its ingest processes judge by it.
    const swaps = (): Promise<number> => metric(collector, 'eventbook_collector_snapshot_swaps_total');
    await expect.poll(swaps).toBe(2);
    const { statement } = await status(collector);
    await writeFile(join(harness.catalog, 'events/shop.new/1.json'), '{"version": 1,');
    const refusal = 'eventbook_collector_snapshot_refusals_total{code="catalog_has_errors"}';
    await expect.poll(() => metric(collector, refusal)).toBe(1);
    expect((await status(collector)).statement).toEqual(statement);
    expect((await status(collector)).last_refusal?.code).toBe('catalog_has_errors');
    expect(await accepted('shop.new')).toBe(1);
  });

  it('a request whose head came before a swap is judged and labelled by one snapshot', async () => {
    const collector = await harness.start();
    const body = added('shop.late');
    const socket = connect(Number(new URL(collector.url).port), '127.0.0.1');
    socket.write(
      `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${keys.quarantine}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    await addEvent('shop.late');
    const swaps = (): Promise<number> => metric(collector, 'eventbook_collector_snapshot_swaps_total');
    await expect.poll(swaps, { interval: 200 }).toBe(2);
    const answered = once(socket, 'data');
    socket.write(body);
    expect(String((await answered)[0])).toContain('"quarantined":1');
    socket.destroy();
    // The hour has no row by the new snapshot: a row labelled by the old one would have no columns.
    expect(await harness.warehouse()).toMatchObject({ rows: 0, quarantineRows: 1 });
  });

  it('a catalog with errors is no reason to start', async () => {
    await writeFile(join(harness.catalog, 'events/shop.paid/1.json'), '{"version": 1,');
    await expect(harness.start()).rejects.toThrow(/events\/shop\.paid\/1\.json/);
  });
});

describe('keys', () => {
  it('a deny-list revokes without a snapshot', async () => {
    const list = join(harness.folder, 'denied');
    await writeFile(list, '# nobody yet\n');
    const collector = await harness.start(['--deny-list', list, '--poll-seconds', '1']);
    const one = JSON.stringify(paid());
    expect((await send(collector, one)).status).toBe(202);
    await writeFile(list, `${sha256(keys.quarantine)} # lost\n`);
    await expect.poll(async () => (await send(collector, one)).status).toBe(401);
    expect((await send(collector, one)).body.code).toBe('key_revoked');
    expect((await send(collector, one, { key: keys.flag })).status).toBe(202);
  });
});

describe('published snapshots', () => {
  let store: string;
  let host: Server | undefined;

  beforeEach(() => {
    store = join(harness.folder, 'store');
  });

  afterEach(() => host?.close());

  const git = async (...args: string[]): Promise<void> => {
    const { execFileSync } = await import('node:child_process');
    const author = ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.com'];
    execFileSync('git', ['-C', harness.catalog, ...author, ...args], { stdio: 'ignore' });
  };

  const commit = async (): Promise<void> => {
    await git('add', '.');
    await git('commit', '--message', 'change');
  };

  const publish = async (...flags: string[]): Promise<void> => {
    await must('eventbook', ['snapshot', 'publish', '--to', store, ...flags], harness.catalog);
  };

  const refusals = (collector: Collector, code: string): Promise<number> =>
    metric(collector, `eventbook_collector_snapshot_refusals_total{code="${code}"}`);

  it('forged, unsigned, older or truncated ones change nothing and are reported; the last good one serves', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    const made = JSON.parse(
      await must(
        'eventbook',
        ['snapshot', 'keygen', '--output', join(harness.folder, 'signing.key'), '--format', 'json'],
        harness.folder,
      ),
    ) as { publicKey?: string; public_key?: string };
    const trusted = made.publicKey ?? made.public_key ?? '';
    const signed = ['--key', join(harness.folder, 'signing.key')];
    await publish(...signed);
    const first = join(harness.folder, 'first');
    await cp(store, first, { recursive: true });
    await addEvent('shop.new');
    await commit();
    await publish(...signed);

    const collector = await harness.start(['--poll-seconds', '1', '--trusted-keys', trusted], store);
    const { statement } = await status(collector);
    expect(statement?.sequence).toBe(2);
    const latest = join(store, 'latest');
    const good = await readFile(latest);
    const expectRefused = async (code: string): Promise<void> => {
      await expect.poll(async () => (await status(collector)).last_refusal?.code).toBe(code);
      expect(await refusals(collector, code)).toBeGreaterThan(0);
      expect((await status(collector)).statement).toEqual(statement);
      expect((await send(collector, added('shop.new'))).body.accepted).toBe(1);
    };

    await writeFile(latest, good.toString().replace('"sequence":2', '"sequence":3'));
    await expectRefused('snapshot_forged');
    await writeFile(
      latest,
      `${good.toString().split('\n')[0]?.replace('"sequence":2', '"sequence":3') ?? ''}\nnull\n`,
    );
    await expectRefused('snapshot_unsigned');
    await writeFile(latest, good);
    await truncate(latest, 50);
    await expectRefused('snapshot_malformed');
    await writeFile(latest, await readFile(join(first, 'latest')));
    await expectRefused('snapshot_older');

    await rm(store, { recursive: true });
    await collector.stop();
    const again = await harness.start([], store);
    expect((await status(again)).statement).toEqual(statement);
    expect((await send(again, added('shop.new'))).body.accepted).toBe(1);
  });

  it('is fetched over http, waited for where it is not there, and kept for a start without its host', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    host = createServer((request, response) => {
      readFile(join(store, request.url ?? '')).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => host?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const collector = await harness.start(['--poll-seconds', '1'], url);
    const early = await send(collector, added('shop.open'));
    expect([early.status, early.body.code, early.headers.get('retry-after')]).toEqual([
      503,
      'no_snapshot',
      '2',
    ]);
    expect((await fetch(`${collector.operatorsUrl}/readyz`)).status).toBe(503);
    await publish();
    const accepted = async (name: string): Promise<number> =>
      (await send(collector, added(name))).body.accepted;
    await expect.poll(() => accepted('shop.open')).toBe(1);
    await addEvent('shop.new');
    await commit();
    await publish();
    await expect.poll(() => accepted('shop.new')).toBe(1);
    host.closeAllConnections();
    host.close();
    await collector.stop();
    const again = await harness.start([], url);
    expect((await send(again, added('shop.new'))).body.accepted).toBe(1);
    await expect.poll(async () => (await status(again)).last_refusal?.code).toBe('snapshot_unavailable');
  });

  it('a git URL: each new commit of the published branch, and never a rewritten one', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    const collector = await harness.start(['--poll-seconds', '1'], `file://${harness.catalog}`);
    expect((await status(collector)).statement?.sequence).toBe(1);
    await addEvent('shop.new');
    await commit();
    const accepted = async (): Promise<number> => (await send(collector, added('shop.new'))).body.accepted;
    await expect.poll(accepted).toBe(1);
    // The parent tells of a snapshot once every process has it.
    await expect.poll(async () => (await status(collector)).statement?.sequence).toBe(2);
    const { statement } = await status(collector);
    await git('checkout', '--orphan', 'other');
    await appendFile(join(harness.catalog, 'README'), 'rewritten');
    await commit();
    await git('branch', '--force', 'main', 'other');
    await git('checkout', 'main');
    await expect.poll(() => refusals(collector, 'snapshot_unrelated')).toBeGreaterThan(0);
    expect((await status(collector)).statement).toEqual(statement);
  });

  it('a git URL over HTTP: commits are followed, and a shallow repository is told how to be mended', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    const gitHost = await serveRepositories({ folder: harness.folder });
    try {
      const collector = await harness.start(['--poll-seconds', '1'], `git+${gitHost.url}catalog/.git`);
      expect(await status(collector)).toMatchObject({ last_refusal: null, statement: { sequence: 1 } });
      await addEvent('shop.new');
      await commit();
      const accepted = async (): Promise<number> => (await send(collector, added('shop.new'))).body.accepted;
      await expect.poll(accepted).toBe(1);
      // The parent tells of a snapshot once every process has it.
      const sequence = async (): Promise<number | undefined> => (await status(collector)).statement?.sequence;
      await expect.poll(sequence).toBe(2);
      await collector.stop();
      const { execFileSync } = await import('node:child_process');
      const shallow = ['clone', '--quiet', '--bare', '--depth=1', `file://${harness.catalog}`];
      execFileSync('git', [...shallow, join(harness.folder, 'shallow.git')]);
      const other = join(harness.folder, 'other');
      const refused = await runCommand('eventbook-collector', [
        ...['serve', '--catalog', `${gitHost.url}shallow.git`, '--data', other],
        ...['--port', '0', '--operators-port', '0'],
      ]);
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain('git fetch --unshallow');
    } finally {
      await gitHost.close();
    }
  });

  it('the same sequence with other content, an edited contract, what is enormous: nothing changes', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    await publish();
    const first = join(harness.folder, 'first');
    await cp(store, first, { recursive: true });
    let enormous = false;
    host = createServer((request, response) => {
      if (enormous) {
        // It never ends: whoever reads it has to know when it is enough.
        const part = Buffer.alloc(1024 * 1024, 0x20);
        const more = (): void => {
          while (!response.destroyed && response.write(part));
        };
        response.on('drain', more).on('error', () => undefined);
        more();
        return;
      }
      readFile(join(store, request.url ?? '')).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => host?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const collector = await harness.start(['--poll-seconds', '1'], url);
    const { statement } = await status(collector);
    const expectRefused = async (code: string): Promise<void> => {
      await expect.poll(() => refusals(collector, code)).toBeGreaterThan(0);
      expect((await status(collector)).statement).toEqual(statement);
      expect((await send(collector, JSON.stringify(paid()))).body.accepted).toBe(1);
    };
    /** Another history of the same length. */
    const rebuilt = async (change: () => Promise<void>, commits: number): Promise<void> => {
      await rm(join(harness.catalog, '.git'), { recursive: true });
      await git('init', '--initial-branch=main');
      for (let one = 1; one < commits; one += 1) await git('commit', '--allow-empty', '--message', 'x');
      await change();
      await commit();
      await rm(store, { recursive: true });
      await publish();
    };
    await rebuilt(() => addEvent('shop.other'), 1);
    await expectRefused('snapshot_conflict');
    const edited = { version: 1, fields: { price: { required: true }, note: {} } };
    await rebuilt(() => writeCatalog(harness.catalog, new Map([['events/shop.paid/1.json', edited]])), 2);
    await expectRefused('snapshot_breaks_contract');
    enormous = true;
    await expect
      .poll(async () => (await status(collector)).last_refusal?.message)
      .toContain('sends more than');
    await expectRefused('snapshot_unavailable');
    host.closeAllConnections();
  });

  it('keys are rotated: both are trusted for a while, then only the new one', async () => {
    await git('init', '--initial-branch=main');
    await commit();
    const keygen = async (name: string): Promise<string> => {
      const args = ['snapshot', 'keygen', '--output', join(harness.folder, name), '--format', 'json'];
      const made = JSON.parse(await must('eventbook', args, harness.folder)) as Record<string, string>;
      return made['publicKey'] ?? made['public_key'] ?? '';
    };
    const [before, after] = [await keygen('before.key'), await keygen('after.key')];
    await publish('--key', join(harness.folder, 'before.key'));
    const both = await harness.start(['--poll-seconds', '1', '--trusted-keys', before, after], store);
    await addEvent('shop.new');
    await commit();
    await publish('--key', join(harness.folder, 'after.key'));
    await expect.poll(async () => (await status(both)).statement?.sequence).toBe(2);
    await both.stop();
    const only = await harness.start(['--poll-seconds', '1', '--trusted-keys', after], store);
    expect((await status(only)).statement?.sequence).toBe(2);
    await addEvent('shop.newer');
    await commit();
    await publish('--key', join(harness.folder, 'before.key'));
    await expect.poll(() => refusals(only, 'snapshot_forged')).toBeGreaterThan(0);
    expect((await status(only)).statement?.sequence).toBe(2);
  });
});
