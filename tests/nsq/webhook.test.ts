import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import { freePort } from '../support/free-port.js';
import { Nsqd } from '../support/nsq.js';
import { programs } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A recipient that says of each request what it is told to. */
class Recipient {
  readonly got: Got[] = [];
  answer: (request: Got) => number = () => 204;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const got = { headers: request.headers, body };
        const status = this.answer(got);
        if (status < 300) this.got.push(got);
        response.writeHead(status).end(status < 300 ? '' : 'because');
      });
    });
  }

  static async start(port: number): Promise<Recipient> {
    const recipient = new Recipient();
    recipient.#server.listen(port, '127.0.0.1');
    await once(recipient.#server, 'listening');
    return recipient;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get notes(): unknown[] {
    return this.got.flatMap(({ body }) => linesOf(body)).map(noteIn);
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) {
      this.#server.close();
      await once(this.#server, 'close');
    }
  }
}

function linesOf(body: string): string[] {
  return body.split('\n').filter((line) => line !== '');
}

function noteIn(line: string): unknown {
  return (JSON.parse(line) as { fields: { note?: unknown } }).fields.note;
}

let harness: Harness;
let nsqd: Nsqd;
let scratch: string;
let recipient: Recipient;
let sink: Sink | undefined;

beforeEach(async () => {
  harness = await Harness.make();
  const card = shopCatalog().get('events/shop.paid/event.json');
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ['destinations/hook.json', { title: 'Hook', kind: 'webhook', owner: 'shop', topic: 'to-the-hook' }],
      ['events/shop.paid/event.json', { ...card, destinations: ['warehouse', 'hook'] }],
    ]),
  );
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  scratch = await mkdtemp(join(tmpdir(), 'eventbook-webhook-'));
  recipient = await Recipient.start(await freePort());
  sink = undefined;
});

afterEach(async () => {
  await harness.end();
  await sink?.kill();
  await recipient.end();
  await nsqd.end('SIGKILL');
  await rm(scratch, { recursive: true, force: true });
});

async function start(flags: readonly string[] = []): Promise<Sink> {
  const places = ['--catalog', harness.catalog, '--data', scratch, '--nsqd', nsqd.address];
  sink = await startSink('hook', [...places, ...flags], {
    EVENTBOOK_COLLECTOR_TO: `http://127.0.0.1:${recipient.port}/events`,
    EVENTBOOK_COLLECTOR_SIGNING_KEY: 'shared',
  });
  return sink;
}

function notes(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

/** Stored events, as the relay sends them. */
async function publish(names: readonly string[]): Promise<void> {
  for (const note of names) {
    await nsqd.publish(
      'to-the-hook',
      JSON.stringify({
        ...{
          event_id: `0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55`,
          _source: 'a/b',
          _received_at: 1,
          event: 'shop.paid',
        },
        fields: { note },
      }),
    );
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

async function setAside(): Promise<{ code: string; message: string }[]> {
  const folder = join(scratch, 'set-aside');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(
      async (name) =>
        JSON.parse(await readFile(join(folder, name), 'utf8')) as { code: string; message: string },
    ),
  );
}

test('events reach a webhook, signed so that it can tell', async () => {
  await start();
  const collector = await harness.start(['--nsqd', nsqd.address]);
  await sendLines(
    collector,
    notes(0, 30).map((note) => paid({ note })),
  );
  await until(() => recipient.notes.length >= 30);
  expect(new Set(recipient.notes)).toEqual(new Set(notes(0, 30)));
  for (const { headers, body } of recipient.got) {
    const [, seconds = '', signature = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['eventbook-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', 'shared').update(`${seconds}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(600);
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'eventbook-destination': 'hook',
    });
    expect(headers['eventbook-events']).toBe(String(linesOf(body).length));
  }
  expect(await sink?.stop()).toBe(0);
});

test('a webhook that is away, or has trouble, gets everything when it is back', async () => {
  const running = await start();
  recipient.answer = () => 503;
  await publish(notes(0, 10));
  await until(async () =>
    (await (await fetch(`${running.operatorsUrl}/readyz`)).text()).includes('it answered 503'),
  );
  const { port } = recipient;
  await recipient.end();
  await publish(notes(10, 20));
  await until(async () =>
    (await (await fetch(`${running.operatorsUrl}/readyz`)).text()).includes('ECONNREFUSED'),
  );
  expect(await setAside()).toEqual([]);
  recipient = await Recipient.start(port);
  await until(() => new Set(recipient.notes).size >= 20);
  expect(recipient.notes.toSorted()).toEqual(notes(0, 20).toSorted());
  await until(async () => (await fetch(`${running.operatorsUrl}/readyz`)).ok);
});

test('the one event that a webhook turns away is set aside with its answer, and so is what is no event', async () => {
  recipient.answer = ({ body }) => (linesOf(body).some((line) => noteIn(line) === 'n7') ? 422 : 200);
  await publish(notes(0, 16));
  await nsqd.publish('to-the-hook', 'poison');
  await nsqd.publish('to-the-hook', '{"event":"shop.paid"}\n');
  await start();
  await until(() => recipient.notes.length >= 15);
  expect(recipient.notes.toSorted()).toEqual(
    notes(0, 16)
      .filter((note) => note !== 'n7')
      .toSorted(),
  );
  await until(async () => (await setAside()).length >= 3);
  const aside = (await setAside()).map(({ code, message }) => `${code} ${message}`).sort();
  expect(aside).toEqual([
    'destination_refused The webhook answered 422 because',
    'message_malformed A message holds no stored events: a line is no JSON.',
    'message_malformed A message holds no stored events: a line lacks event, event_id, _source or _received_at.',
  ]);
  await expect
    .poll(async () => (await nsqd.topic('to-the-hook'))?.channels)
    .toMatchObject([{ channel_name: 'hook', depth: 0, in_flight_count: 0 }]);
});

test('a dry run shows what would be delivered, and takes nothing from those who deliver', async () => {
  await start();
  await publish(['n0']);
  await until(() => recipient.notes.length >= 1);
  await sink?.stop();
  const places = [
    '--catalog',
    harness.catalog,
    '--data',
    scratch,
    '--nsqd',
    nsqd.address,
    '--operators-port',
    '0',
  ];
  const program = [programs['eventbook-collector'], 'sink', 'hook', '--dry-run', ...places];
  const dry = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'ignore'] });
  let shown = '';
  dry.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await until(async () => ((await nsqd.topic('to-the-hook'))?.channels.length ?? 0) === 2);
  await publish(['n1']);
  await until(() => shown.includes('\n'));
  dry.kill();
  await once(dry, 'exit');
  expect(shown).toMatch(/^shop\.paid 0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55 from a\/b, \d+ bytes\n$/);
  await start();
  await until(() => recipient.notes.includes('n1'));
});

test('a sink says what is wrong with where it shall deliver', async () => {
  const places = ['--catalog', harness.catalog, '--data', scratch, '--nsqd', nsqd.address];
  await expect(startSink('hook', places)).rejects.toThrow(
    'to is missing: where events of hook are delivered, a webhook.',
  );
  await expect(startSink('hook', [...places, '--to', 'amqp://x'])).rejects.toThrow('to is no such address');
});
