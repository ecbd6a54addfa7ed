import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import type { Collector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { Rabbitmq } from '../support/rabbitmq.js';
import { type Sink, startSink } from '../support/sink.js';

let folder: string;
let rabbitmq: Rabbitmq;
let harness: Harness;
let nsqd: Nsqd;
let collector: Collector;
let sink: Sink | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-rabbitmq-'));
  rabbitmq = await Rabbitmq.start(folder);
});

afterAll(async () => {
  await rabbitmq.end();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  harness = await Harness.make();
  const card = shopCatalog().get('events/shop.paid/event.json');
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ['destinations/orders.json', { title: 'Orders', kind: 'rabbitmq', owner: 'shop', framing: 'batch' }],
      ['events/shop.paid/event.json', { ...card, destinations: ['warehouse', 'orders'] }],
    ]),
  );
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  collector = await harness.start(['--nsqd', nsqd.address]);
  sink = undefined;
});

afterEach(async () => {
  await sink?.kill();
  await harness.end();
  await nsqd.end('SIGKILL');
});

async function start(exchange: string, url = rabbitmq.url): Promise<Sink> {
  const places = [
    '--catalog',
    harness.catalog,
    '--data',
    join(harness.folder, 'orders'),
    '--nsqd',
    nsqd.address,
  ];
  sink = await startSink('orders', [...places, '--exchange', exchange], { EVENTBOOK_COLLECTOR_TO: url });
  return sink;
}

/** A durable queue on the exchange, and what has come to it. */
async function queueOn(
  exchange: string,
  pattern: string,
): Promise<{ taken: ConsumeMessage[]; end: () => Promise<void> }> {
  const connection: ChannelModel = await connect(rabbitmq.url);
  connection.on('error', () => undefined);
  const channel = await connection.createChannel();
  await channel.assertExchange(exchange, 'topic', { durable: true });
  const { queue } = await channel.assertQueue(`${exchange}-queue`, { durable: true });
  await channel.bindQueue(queue, exchange, pattern);
  const taken: ConsumeMessage[] = [];
  await channel.consume(queue, (message) => {
    if (message === null) return;
    taken.push(message);
    channel.ack(message);
  });
  return { taken, end: () => connection.close().catch(() => undefined) };
}

function notes(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

async function send(names: readonly string[]): Promise<void> {
  await sendLines(
    collector,
    names.map((note) => paid({ note })),
  );
}

function noteOf({ content }: ConsumeMessage): unknown {
  return (JSON.parse(content.toString()) as { fields: { note: unknown } }).fields.note;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

async function readiness({ operatorsUrl }: Sink): Promise<string> {
  return (await fetch(`${operatorsUrl}/readyz`)).text();
}

test('each event is published under its own name, persistent, with its id', async () => {
  const { taken, end } = await queueOn('names', 'shop.*');
  await start('names');
  await send(notes(0, 50));
  await until(() => taken.length >= 50);
  expect(taken.map(noteOf)).toEqual(notes(0, 50));
  const [first] = taken;
  const stored = JSON.parse(first?.content.toString() ?? '') as { event_id: string };
  expect(first?.fields).toMatchObject({ exchange: 'names', routingKey: 'shop.paid' });
  expect(first?.properties).toMatchObject({
    ...{ messageId: stored.event_id, deliveryMode: 2, contentType: 'application/json' },
    headers: { source: 'quarantine/web' },
  });
  await end();
  expect(await sink?.stop()).toBe(0);
});

test('a broker that restarts gets everything, also what was on its way', async () => {
  const before = await queueOn('restarts', '#');
  const running = await start('restarts');
  await send(notes(0, 20));
  await until(() => before.taken.length >= 20);
  await rabbitmq.stop();
  await send(notes(20, 40));
  await until(async () => (await readiness(running)).includes('cannot be delivered to'));
  await rabbitmq.start();
  const after = await queueOn('restarts', '#');
  // What the queue has not heard to be taken, it gives out again.
  const taken = (): Set<unknown> => new Set([...before.taken, ...after.taken].map(noteOf));
  await until(() => taken().size >= 40);
  expect(taken()).toEqual(new Set(notes(0, 40)));
  await until(async () => (await readiness(running)).includes('"ready":true'));
  await after.end();
});

test('wrong credentials are told at once; an event that no queue wants is counted', async () => {
  await expect(start('credentials', rabbitmq.url.replace('guest:guest', 'guest:wrong'))).rejects.toThrow(
    /orders will not take events: .*ACCESS/,
  );
  const running = await start('nobody');
  await send(notes(0, 5));
  await until(async () =>
    (await (await fetch(`${running.operatorsUrl}/metrics`)).text()).includes(
      'eventbook_sink_unroutable_total 5',
    ),
  );
});
