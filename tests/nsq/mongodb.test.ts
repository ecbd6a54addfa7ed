import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import type { Collector } from '../support/collector.js';
import { recordLedger, turns } from '../support/long-run.js';
import { Mongodb } from '../support/mongodb.js';
import { Nsqd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';

let folder: string;
let mongodb: Mongodb;
let harness: Harness;
let nsqd: Nsqd;
let collection = 0;
let published = 0;
let sink: Sink | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-mongodb-'));
  mongodb = await Mongodb.start(folder);
}, 120_000);

afterAll(async () => {
  await mongodb.end();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  harness = await Harness.make();
  collection += 1;
  published = 0;
  await describe({});
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'), ['--max-msg-size=67108864']);
  sink = undefined;
});

afterEach(async () => {
  await sink?.kill();
  await harness.end();
  await nsqd.end('SIGKILL');
});

/** The destination's card, with a collection of this test's own. */
async function describe(more: object): Promise<void> {
  const card = shopCatalog().get('events/shop.paid/event.json');
  const orders = { title: 'Orders', kind: 'mongodb', owner: 'shop', framing: 'batch' };
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ['destinations/orders.json', { ...orders, collection: `c${collection}`, ...more }],
      ['events/shop.paid/event.json', { ...card, destinations: ['warehouse', 'orders'] }],
    ]),
  );
}

async function start(url = mongodb.url): Promise<Sink> {
  const data = join(harness.folder, 'orders');
  const places = ['--catalog', harness.catalog, '--data', data, '--nsqd', nsqd.address];
  sink = await startSink('orders', places, { EVENTBOOK_COLLECTOR_TO: url });
  return sink;
}

function documents(): Promise<Document[]> {
  return mongodb.collection(`c${collection}`).find().sort({ $natural: 1 }).toArray();
}

async function notesThere(): Promise<unknown[]> {
  return (await documents()).map((document) => (document['fields'] as { note?: unknown }).note);
}

function notes(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

async function send(collector: Collector, names: readonly string[]): Promise<void> {
  const { status } = await sendLines(
    collector,
    names.map((note) => paid({ note })),
  );
  expect(status).toBe(202);
}

/** A stored event, as the relay sends it. */
/** Microseconds. Today: the server removes what is older than a card's days, whenever it looks. */
const received = Date.now() * 1000 + 456;

function stored(id: string, fields: object, more: object = {}): string {
  return JSON.stringify({
    ...{ event_id: id, _received_at: received, _source: 'site/web', event: 'shop.paid' },
    fields,
    ...more,
  });
}

async function publish(...lines: readonly string[]): Promise<void> {
  published += lines.length;
  await nsqd.publish('orders', lines.join('\n'));
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

async function readiness({ operatorsUrl }: Sink): Promise<string> {
  return (await fetch(`${operatorsUrl}/readyz`)).text();
}

async function metricsOf({ operatorsUrl }: Sink): Promise<string> {
  return (await fetch(`${operatorsUrl}/metrics`)).text();
}

async function setAside(): Promise<string[]> {
  const place = join(harness.folder, 'orders', 'set-aside');
  const names = (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(join(place, name), 'utf8')));
  return texts
    .map((text) => JSON.parse(text) as { code: string; message: string })
    .map(({ code, message }) => `${code} ${message}`)
    .sort();
}

/** The sink has done with everything that was published. */
async function untilDone(): Promise<void> {
  await until(async () => {
    const metrics = sink === undefined ? '' : await metricsOf(sink);
    const done = [...metrics.matchAll(/^eventbook_sink_(?:events|set_aside)_total\S* (\d+)$/gm)];
    return done.reduce((sum, [, count]) => sum + Number(count), 0) === published;
  });
}

test('each event is a document, in the order of the events, and once, also where messages come again', async () => {
  const running = await start();
  const collector = await harness.start(['--nsqd', nsqd.address]);
  await send(collector, notes(0, 50));
  await until(async () => (await documents()).length >= 50);
  expect(await notesThere()).toEqual(notes(0, 50));
  const [first = {}] = await documents();
  expect(first).toMatchObject({ event: 'shop.paid', _source: 'quarantine/web', _outcome: 'accepted' });
  expect(first['_id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(first['_received_at']).toBeInstanceOf(Date);
  expect((first['_received_at'] as Date).getTime()).toBe(
    Math.floor((first['_received_at_microseconds'] as number) / 1000),
  );
  const hourFrom = (hours: number): string =>
    new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 13);
  const span = ['--destination', 'orders', '--from', hourFrom(-1), '--to', hourFrom(1)];
  expect((await harness.command('seal')).status).toBe(0);
  const replay = ['relay', 'replay', '--data', harness.data, ...span];
  const replayed = await runCommand('eventbook-collector', replay);
  expect(replayed.status, replayed.stderr).toBe(0);
  expect(replayed.stdout).toBe('50 events were sent again, in 1 messages.\n');
  await until(async () => (await metricsOf(running)).includes('eventbook_sink_again_total 50'));
  expect(await notesThere()).toEqual(notes(0, 50));
  expect(await setAside()).toEqual([]);
  expect(await sink?.stop()).toBe(0);
});

test('a server that restarts gets everything, also what was on its way; so does one that hangs', async () => {
  const running = await start();
  const collector = await harness.start(['--nsqd', nsqd.address]);
  await send(collector, notes(0, 20));
  await until(async () => (await documents()).length >= 20);
  await mongodb.stop('SIGKILL');
  await send(collector, notes(20, 40));
  await until(async () => (await readiness(running)).includes('orders cannot be delivered to'));
  await mongodb.start();
  await until(async () => (await documents()).length >= 40);
  process.kill(mongodb.pid, 'SIGSTOP');
  await send(collector, notes(40, 60));
  await sleep(2000);
  process.kill(mongodb.pid, 'SIGCONT');
  await until(async () => (await documents()).length >= 60);
  expect((await notesThere()).toSorted()).toEqual(notes(0, 60).toSorted());
  await until(async () => (await readiness(running)).includes('"ready":true'));
});

test('wrong credentials, missing rights and addresses that are none are told at once, without the password', async () => {
  const wrong = start(mongodb.urlOf('eventbook', 'hunter2'));
  await expect(wrong).rejects.toThrow(/orders will not take events: authentication failed/i);
  await expect(wrong).rejects.not.toThrow('hunter2');
  await describe({ keep_days: 3 });
  await expect(start(mongodb.urlOf('reader', 'secret'))).rejects.toThrow(
    /orders will not take events: .*not authorized/i,
  );
  await expect(start(mongodb.url.replace('/shop', ''))).rejects.toThrow('it names no database');
  const malformed = start('mongodb://eventbook:hunter2@[/shop');
  await expect(malformed).rejects.toThrow('to is no such address');
  await expect(malformed).rejects.not.toThrow('hunter2');
});

test('an id that was used before for something else is set aside with its reason, and the rest goes on', async () => {
  const running = await start();
  await publish(stored('a', { note: 'first' }), stored('b', { note: 'b' }));
  await until(async () => (await documents()).length >= 2);
  await publish(
    stored('c', { note: 'c' }),
    stored('a', { note: 'first' }, { _source: 'app/phone' }),
    // The same once more, received later: no news.
    stored('b', { note: 'b' }, { _received_at: received + 9_000_000, _position: 'x:9' }),
    stored('d', { note: 'd' }),
    stored('a', { note: 'second' }),
    stored('d', { note: 'd' }),
    stored('e', { note: 'e' }),
  );
  await untilDone();
  expect(await notesThere()).toEqual(['first', 'b', 'c', 'd', 'e']);
  expect(await setAside()).toEqual([
    'destination_refused The id a is taken: site/web has used it before, and this comes from app/phone.',
    'destination_refused site/web has used the id a before, for another event.',
  ]);
  const metrics = await metricsOf(running);
  expect(metrics).toContain('eventbook_sink_again_total 2');
  expect(metrics).toContain('eventbook_sink_set_aside_total{reason="destination_refused"} 2');
});

test('what looks like a type or an operator is stored as it came; what can be no document is set aside', async () => {
  await start();
  const hostile = {
    ...{
      $oid: '507f1f77bcf86cd799439011',
      $date: 1,
      $ref: 'x',
      $id: 1,
      'a.b': { $set: { $where: '1' } },
      '': 0,
    },
    ['constructor']: { prototype: null },
  };
  const own = '{"__proto__":{"admin":true}}';
  await publish(stored('hostile', { own: 0, ...hostile }).replace('"own":0', `"own":${own}`));
  await publish(stored('type', { a: { _bsontype: 'ObjectId', id: 1 } }));
  await publish(stored('nul', { 'a\0b': 1 }));
  await publish(stored('half', { a: 'x\ud800' }));
  await publish(stored('operator', {}, { $set: { a: 1 } }));
  await publish(stored('id', {}, { _id: 'other' }));
  await publish(stored('deep', { a: JSON.parse('['.repeat(120) + ']'.repeat(120)) as object }));
  await publish(stored('large', { a: 'x'.repeat(17 * 1024 * 1024) }));
  await publish('no json at all');
  await publish(stored('last', { note: 'last' }));
  await untilDone();
  const there = await mongodb
    .collection(`c${collection}`)
    .aggregate([{ $project: { fields: 1 } }], { raw: true })
    .toArray();
  expect(there).toHaveLength(2);
  const bytes = Buffer.concat(there as unknown as Buffer[]);
  for (const name of ['$oid', '$date', '$ref', 'a.b', '$where', '__proto__', 'admin', 'constructor'])
    expect(bytes.includes(`${name}\0`), name).toBe(true);
  const reasons = await setAside();
  expect(reasons).toEqual([
    'destination_refused A document can have no "$set" of an event\'s own.',
    'destination_refused A document can have no "_id" of an event\'s own.',
    'destination_refused A field is called "_bsontype".',
    'destination_refused A text holds half of a character.',
    'destination_refused It is nested deeper than the 100 levels that MongoDB takes.',
    expect.stringMatching(
      /^destination_refused The document has \d+ bytes; MongoDB takes at most 16777216\.$/,
    ),
    'destination_refused The name of a field holds a character of code 0.',
    'message_malformed A message holds no stored events: a line is no JSON.',
  ]);
  // The same hostile names once more are the same event.
  await publish(stored('hostile', { own: 0, ...hostile }).replace('"own":0', `"own":${own}`));
  await untilDone();
  expect(await setAside()).toEqual(reasons);
});

test('no number loses a digit', async () => {
  await start();
  const numbers = [
    0,
    -1,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53 - 1,
    -(2 ** 53) + 1,
    2 ** 60,
    0.1,
    1e300,
  ];
  await publish(
    stored('numbers', { numbers, bigint: '170141183460469231731687303715884105727', decimal: '1.10' }),
  );
  await untilDone();
  const [document = {}] = await mongodb
    .collection(`c${collection}`)
    .find({}, { promoteValues: false })
    .toArray();
  const { numbers: found, bigint, decimal } = (document as Document)['fields'] as Record<string, unknown>;
  expect(
    (found as { _bsontype: string; toString: () => string }[]).map(
      (value) => `${value._bsontype} ${String(value)}`,
    ),
  ).toEqual([
    ...['Int32 0', 'Int32 -1', 'Int32 2147483647', 'Long 2147483648', 'Long -2147483649'],
    ...['Long 9007199254740991', 'Long -9007199254740991', `Double ${2 ** 60}`],
    ...['Double 0.1', 'Double 1e+300'],
  ]);
  expect([bigint, decimal]).toEqual(['170141183460469231731687303715884105727', '1.10']);
});

test('what an index or a validator of the owner’s does not take is set aside with the server’s words', async () => {
  await mongodb
    .collection(`c${collection}`)
    .createIndex({ 'fields.note': 1 }, { unique: true, name: 'one_note' }, {});
  await start();
  await publish(stored('a', { note: 'x' }), stored('b', { note: 'x' }), stored('c', { note: 'y' }));
  await untilDone();
  expect(await notesThere()).toEqual(['x', 'y']);
  expect(await setAside()).toEqual([expect.stringMatching(/MongoDB answered 11000 .*one_note/)]);
});

test('what the server has and did not confirm is delivered again, and is there once', async () => {
  const running = await start();
  await mongodb.failInserts(1, {
    writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
  });
  await publish(stored('a', { note: 'a' }), stored('b', { note: 'b' }));
  await untilDone();
  expect(await notesThere()).toEqual(['a', 'b']);
  const metrics = await metricsOf(running);
  expect(metrics).toContain('eventbook_sink_delivery_failures_total 1');
  expect(metrics).toContain('eventbook_sink_again_total 2');
  // Twice, because the client tries once more by itself.
  await mongodb.failInserts(2, { closeConnection: true });
  await publish(stored('c', { note: 'c' }));
  await untilDone();
  await mongodb.failInserts(2, { errorCode: 10107 });
  await publish(stored('d', { note: 'd' }));
  await untilDone();
  expect(await notesThere()).toEqual(['a', 'b', 'c', 'd']);
});

test('what the server holds against all events waits until somebody has looked, and nothing is set aside for it', async () => {
  const running = await start();
  await mongodb.failInserts(1000, { errorCode: 13 });
  await publish(stored('a', { note: 'a' }));
  await until(async () => (await readiness(running)).includes('orders will not take events'));
  expect(await setAside()).toEqual([]);
  await mongodb.failInserts(0);
  await untilDone();
  expect(await notesThere()).toEqual(['a']);
});

test('the server removes what is older than the card says, and keeps everything once it says nothing', async () => {
  const expiry = async (): Promise<unknown> => {
    const indexes = await mongodb.collection(`c${collection}`).indexes();
    return indexes.map(({ name, expireAfterSeconds }) => [name, expireAfterSeconds]);
  };
  await describe({ keep_days: 3 });
  await start();
  expect(await expiry()).toEqual([
    ['_id_', undefined],
    ['eventbook_keep_days', 259_200],
  ]);
  await publish(stored('a', { note: 'x' }));
  await untilDone();
  await sink?.stop();
  await describe({ keep_days: 24_855 });
  await start();
  expect(await expiry()).toEqual([
    ['_id_', undefined],
    ['eventbook_keep_days', 2_147_472_000],
  ]);
  await sink?.stop();
  await describe({});
  await start();
  expect(await expiry()).toEqual([['_id_', undefined]]);
  expect(await notesThere()).toEqual(['x']);
});

test('a changed card takes effect while the sink runs: collection, days and topic; another kind is refused and told', async () => {
  await describe({});
  const running = await start();
  await publish(stored('a', { note: 'before' }));
  await untilDone();
  const others = mongodb.collection(`c${collection}-others`);
  await describe({ collection: `c${collection}-others`, keep_days: 3, topic: 'others' });
  await until(() => running.log().includes('goes by the changed card'));
  const indexes = (await others.indexes()) as { name: string; expireAfterSeconds?: number }[];
  expect(indexes.map(({ name, expireAfterSeconds }) => [name, expireAfterSeconds])).toContainEqual([
    'eventbook_keep_days',
    259_200,
  ]);
  // The topic of before is listened to for as long as something may be there.
  await publish(stored('b', { note: 'still' }));
  published += 1;
  await nsqd.publish('others', stored('c', { note: 'after' }));
  await untilDone();
  expect(await notesThere()).toEqual(['before']);
  expect(await others.distinct('_id')).toEqual(['b', 'c']);
  await describe({ kind: 'webhook', collection: undefined });
  await until(() => running.log().includes('destination_changed'));
  await publish(stored('d', { note: 'as before' }));
  await untilDone();
  expect(await others.distinct('_id')).toEqual(['b', 'c', 'd']);
});

test('kill -9 of sink and server while events come: each is there, once', async () => {
  const collector = await harness.start(['--nsqd', nsqd.address]);
  await start();
  const rounds = turns(4, 50);
  let sent = 0;
  const load = new AbortController();
  const sending = (async () => {
    while (!load.signal.aborted) {
      await send(collector, notes(sent, sent + 20));
      sent += 20;
      await sleep(100);
    }
  })();
  for (let round = 0; round < rounds; round += 1) {
    await sleep(300);
    await sink?.kill();
    await start();
    await sleep(300);
    await mongodb.stop('SIGKILL');
    await sleep(200);
    await mongodb.start();
  }
  load.abort();
  await sending;
  await until(async () => (await mongodb.collection(`c${collection}`).countDocuments()) >= sent);
  const there = await notesThere();
  const distinct = new Set(there).size;
  recordLedger('kill -9 of the mongodb sink and its server, over NSQ', {
    ...{ rounds, sent, acknowledged: sent, delivered: there.length },
    ...{ lost: sent - distinct, repeated: there.length - distinct, 'set aside': (await setAside()).length },
  });
  expect(new Set(there)).toEqual(new Set(notes(0, sent)));
  expect([there.length, await setAside()]).toEqual([sent, []]);
}, 3_600_000);
