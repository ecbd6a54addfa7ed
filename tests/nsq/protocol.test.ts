import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parseAddress } from '@eventbook/collector/nsq/address';
import { Consumer } from '@eventbook/collector/nsq/consumer';
import { fixedDiscovery, LookupDiscovery } from '@eventbook/collector/nsq/discovery';
import { MessageBatch } from '@eventbook/collector/nsq/message-batch';
import { Publisher } from '@eventbook/collector/nsq/publisher';
import { type Message, Subscription } from '@eventbook/collector/nsq/subscription';
import { Writer } from '@eventbook/collector/nsq/writer';
import { Nsqd, Nsqlookupd } from '../support/nsq.js';

let folder: string;
let nsqd: Nsqd;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-nsq-'));
  nsqd = await Nsqd.start(join(folder, 'nsqd'));
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

afterAll(async () => {
  await nsqd.end();
  await rm(folder, { recursive: true, force: true });
});

function addressOf({ address }: { readonly address: string }) {
  return parseAddress(address, 4150);
}

async function writerTo(target: { readonly address: string }, options = {}): Promise<Writer> {
  const writer = await Writer.open(addressOf(target), options);
  ends.push(() => writer.close());
  return writer;
}

/** Takes messages and finishes each, until there are as many as wanted. */
async function take(topic: string, count: number, from: readonly Nsqd[] = [nsqd]): Promise<string[]> {
  const bodies: string[] = [];
  const consumer = new Consumer({
    topic,
    channel: 'test',
    maxInFlight: 100,
    discovery: fixedDiscovery(from.map(addressOf)),
    onMessage: (message) => {
      bodies.push(message.body.toString());
      message.finish();
    },
  });
  while (bodies.length < count) await sleep(5);
  await consumer.close(1000);
  return bodies;
}

/** A server that is no nsqd. */
async function listen(server: Server): Promise<{ address: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('what is published arrives byte by byte, many messages at once and large ones too', async () => {
  const writer = await writerTo(nsqd);
  const large = 'я'.repeat(500_000);
  await writer.publish('bytes', MessageBatch.of('one', '{"two":"\n"}', large));
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => writer.publish('bytes', MessageBatch.of(`${index}`))),
  );
  const bodies = await take('bytes', 53);
  expect(new Set(bodies)).toEqual(
    new Set(['one', '{"two":"\n"}', large, ...Array.from({ length: 50 }, (_, index) => `${index}`)]),
  );
});

test('a name that nsqd would end the connection for is never sent to it', async () => {
  const writer = await writerTo(nsqd);
  for (const name of ['', 'two words', 'x'.repeat(65), 'new\nline', 'events#ephemeral']) {
    await expect(writer.publish(name, MessageBatch.of('x'))).rejects.toMatchObject({ code: 'name_invalid' });
  }
  expect(writer.failure).toBeUndefined();
  await writer.publish('names', MessageBatch.of('fine'));
});

test('what nsqd refuses rejects everything that waits, and ends the writer', async () => {
  const small = await Nsqd.start(join(folder, 'small'), ['--max-msg-size=100']);
  ends.push(() => small.end());
  const writer = await writerTo(small);
  const results = await Promise.allSettled([
    writer.publish('sizes', MessageBatch.of('small')),
    writer.publish('sizes', MessageBatch.of('x'.repeat(101))),
    writer.publish('sizes', MessageBatch.of('behind it')),
  ]);
  expect(results).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'nsqd_refused', data: { nsqd: small.address } } },
    { status: 'rejected', reason: { code: 'nsqd_refused' } },
  ]);
  await expect(writer.publish('sizes', MessageBatch.of('later'))).rejects.toMatchObject({
    code: 'nsqd_refused',
  });
});

test('an nsqd that stops answering is waited for no longer than the deadline', async () => {
  const frozen = await Nsqd.start(join(folder, 'frozen'));
  ends.push(() => frozen.end('SIGKILL'));
  const writer = await writerTo(frozen, { deadline: 300 });
  await frozen.freeze();
  await expect(writer.publish('frozen', MessageBatch.of('lost'))).rejects.toMatchObject({
    code: 'nsqd_unreachable',
  });
});

test('what answers garbage, a page or nothing is told to be no nsqd', async () => {
  const garbage = await listen(
    createServer((socket) => socket.end(Buffer.from([0, 0, 0, 5, 0, 0, 0, 7, 1]))),
  );
  const page = await listen(createHttpServer());
  const silent = await listen(createServer(() => undefined));
  const patience = 30_000;
  for (const [target, words, options] of [
    [garbage, 'what answers is no nsqd', { patience }],
    [page, 'what answers is no nsqd', { patience }],
    [silent, 'did not answer within 200 ms', { patience: 200 }],
    [{ address: '127.0.0.1:1' }, 'ECONNREFUSED', { patience }],
  ] as const) {
    await expect(Writer.open(addressOf(target), options)).rejects.toMatchObject({
      code: 'nsqd_unreachable',
      message: expect.stringContaining(words) as string,
    });
  }
});

test('a connection on which nothing is heard any more is ended, also where nothing is being sent', async () => {
  const frozen = await Nsqd.start(join(folder, 'half-open'));
  ends.push(() => frozen.end('SIGKILL'));
  const reasons: unknown[] = [];
  await Subscription.open(addressOf(frozen), {
    topic: 'quiet',
    channel: 'test',
    maxInFlight: 1,
    heartbeat: 1000,
    onMessage: () => undefined,
    onClosed: (reason) => reasons.push(reason.message),
  });
  await sleep(2500);
  expect(reasons).toEqual([]);
  await frozen.freeze();
  while (reasons.length === 0) await sleep(20);
  expect(reasons).toEqual([expect.stringContaining('not been heard of')]);
});

test('a message that is not finished comes again; one that is requeued comes with its attempts counted', async () => {
  const writer = await writerTo(nsqd);
  await writer.publish('again', MessageBatch.of('patience'));
  const seen: Message[] = [];
  const first = await Subscription.open(addressOf(nsqd), {
    topic: 'again',
    channel: 'test',
    maxInFlight: 1,
    onMessage: (message) => {
      seen.push(message);
      if (message.attempts === 1) message.requeue(0);
    },
  });
  while (seen.length < 2) await sleep(5);
  // Not finished: closing gives it back.
  await first.close(0);
  const second = await Subscription.open(addressOf(nsqd), {
    topic: 'again',
    channel: 'test',
    maxInFlight: 1,
    onMessage: (message) => {
      seen.push(message);
      message.finish();
    },
  });
  while (seen.length < 3) await sleep(5);
  await second.close(1000);
  expect(seen.map(({ attempts }) => attempts)).toEqual([1, 2, 3]);
  // No answer follows a FIN, so nsqd may still be about to read it.
  await expect
    .poll(async () => (await nsqd.topic('again'))?.channels)
    .toMatchObject([{ depth: 0, in_flight_count: 0 }]);
});

test('several nsqd: spread, over to the others where one is away, and back when it returns', async () => {
  const two = [await Nsqd.start(join(folder, 'a')), await Nsqd.start(join(folder, 'b'))] as const;
  ends.push(() => Promise.all(two.map((one) => one.end())));
  const troubles: string[] = [];
  const publisher = new Publisher({
    topic: 'spread',
    channel: 'test',
    discovery: fixedDiscovery(two.map(addressOf)),
    onTrouble: (where, reason) => troubles.push(`${where} ${reason?.code ?? 'again'}`),
  });
  ends.push(() => publisher.close());
  const counts = async (): Promise<number[]> =>
    Promise.all(two.map(async (one) => (await one.topic('spread'))?.message_count ?? 0));
  const publish = async (from: number, to: number): Promise<void> => {
    for (let number = from; number < to; number += 1) await publisher.publish(MessageBatch.of(`${number}`));
  };
  await publish(0, 10);
  expect(await counts()).toEqual([5, 5]);
  await two[0].end('SIGKILL');
  await publish(10, 20);
  expect((await two[1].topic('spread'))?.message_count).toBe(15);
  await two[0].start();
  let number = 20;
  while (troubles.length < 2) await publish(number, ++number);
  expect(troubles).toEqual([`${two[0].address} nsqd_unreachable`, `${two[0].address} again`]);
  const bodies = await take('spread', number, two);
  expect(new Set(bodies).size).toBe(number);
  await Promise.all(two.map((one) => one.end()));
  await expect(publisher.publish(MessageBatch.of('nowhere'))).rejects.toMatchObject({
    code: 'nsqd_unreachable',
  });
});

test('nsqd that a directory knows are found, also those that come later, and kept while it is away', async () => {
  const lookupd = await Nsqlookupd.start();
  ends.push(() => lookupd.end());
  const flags = [`--lookupd-tcp-address=${lookupd.address}`];
  const one = await Nsqd.start(join(folder, 'known'), flags);
  ends.push(() => one.end());
  const discovery = await LookupDiscovery.start([parseAddress(lookupd.httpAddress, 4161)], [], 0.1);
  ends.push(() => discovery.stop());
  while (discovery.nsqds.length < 1) await sleep(20);
  const bodies: string[] = [];
  const consumer = new Consumer({
    topic: 'found',
    channel: 'test',
    maxInFlight: 1,
    discovery,
    onMessage: (message) => {
      bodies.push(message.body.toString());
      message.finish();
    },
  });
  ends.push(() => consumer.close(0));
  const two = await Nsqd.start(join(folder, 'later'), flags);
  ends.push(() => two.end());
  while (consumer.connected < 2) await sleep(20);
  await lookupd.end('SIGKILL');
  while (discovery.lastError === undefined) await sleep(20);
  expect(discovery.lastError).toMatchObject({ code: 'nsqlookupd_unreachable' });
  await one.publish('found', 'one');
  await two.publish('found', 'two');
  while (bodies.length < 2) await sleep(5);
  expect(bodies.sort()).toEqual(['one', 'two']);
});
