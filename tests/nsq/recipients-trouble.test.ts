import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'amqplib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Receiver } from '../cluster/receiver.js';
import { turns } from '../support/long-run.js';
import { TopicReader } from '../support/nsq-topic.js';
import { Rabbitmq } from '../support/rabbitmq.js';
import { runCommand } from '../support/run-command.js';
import { ClusterRehearsal } from './cluster-rehearsal.js';

const hour = '2026-11-23T07';
const nextHour = '2026-11-23T08';

let cluster: ClusterRehearsal;
let ends: (() => Promise<unknown>)[];
beforeEach(async () => {
  ends = [];
  cluster = await ClusterRehearsal.make(new Date('2026-11-23T07:20:00Z'), { rest: 50 });
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  await cluster.end();
});

async function startDelivery(name: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const sink = await cluster.startDelivery(name, environment);
  ends.push(() => sink.kill());
}

test('a broker that restarts in the middle of batches, beside a webhook that does not answer: each gets everything, and neither holds up the other', async () => {
  const { rehearsal } = cluster;
  await cluster.describe({ rabbit: 'rabbitmq', hook: 'webhook' });
  const broker = await Rabbitmq.start(join(rehearsal.scratch, 'rabbitmq'));
  ends.push(() => broker.end());
  const receiver = await Receiver.start('a-key-of-the-test');
  ends.push(() => receiver.end());
  await withChannel(broker, async (channel) => {
    await channel.assertExchange('eventbook', 'topic', { durable: true });
    await channel.assertQueue('all', { durable: true });
    await channel.bindQueue('all', 'eventbook', '#');
  });
  receiver.hold();
  await cluster.start(join(rehearsal.scratch, 'nsqd'));
  await startDelivery('rabbit', { EVENTBOOK_COLLECTOR_TO: broker.url });
  await startDelivery('hook', {
    EVENTBOOK_COLLECTOR_TO: receiver.url,
    EVENTBOOK_COLLECTOR_SIGNING_KEY: receiver.signingKey,
  });
  const restarts = turns(1, 10);
  for (let restart = 0; restart < restarts; restart += 1) {
    await rehearsal.acknowledge(500);
    await broker.stop();
    await rehearsal.acknowledge(300);
    await broker.start();
  }
  await rehearsal.load.finish();
  const atRabbit: string[] = [];
  await withChannel(broker, async (channel) => {
    const { consumerTag } = await channel.consume('all', (message) => {
      if (message === null) return;
      atRabbit.push(String(message.properties.messageId));
      channel.ack(message);
    });
    while (cluster.lacking(new Set(atRabbit)) > 0) await sleep(50);
    await channel.cancel(consumerTag);
  });
  // All this time the webhook has answered nobody.
  expect(receiver.events).toBe(0);
  receiver.release();
  while (cluster.lacking(receiver.ids) > 0) await sleep(50);
  await cluster.account('a broker that restarts beside a webhook that does not answer, over NSQ', [hour], {
    restarts,
    'delivered to rabbit': new Set(atRabbit).size,
    'repeated at rabbit': atRabbit.length - new Set(atRabbit).size,
    'lost at rabbit': cluster.lacking(new Set(atRabbit)),
    'delivered to hook': receiver.ids.size,
    'repeated at hook': receiver.events - receiver.ids.size,
    'lost at hook': cluster.lacking(receiver.ids),
  });
}, 1_800_000);

test('a queue without receipts: what nsqd has lost of it is counted, and comes with a replay', async () => {
  const { rehearsal } = cluster;
  await cluster.describe({ plain: 'queue' });
  await cluster.start(join(rehearsal.scratch, 'nsqd'));
  const [nsqd] = cluster.nsqds;
  if (nsqd === undefined) throw new Error('no nsqd');
  const rounds = turns(1, 10);
  for (let round = 0; round < rounds; round += 1) {
    await rehearsal.acknowledge(500);
    while (((await nsqd.topic('plain'))?.message_count ?? 0) === 0) await sleep(50);
    // With all that waits on its disk.
    await nsqd.deleteTopic('plain');
  }
  await rehearsal.acknowledge(300);
  await rehearsal.load.finish();
  const reader = new TopicReader('plain', cluster.nsqds);
  ends.push(() => reader.close());
  const ids = (): string[] => reader.events.map(({ event_id: id }) => String(id));
  // It has read what is there when its channel holds nothing, and has had something.
  const isDry = async (): Promise<boolean> => {
    const stats = await nsqd.topic('plain');
    const [channel] = stats?.channels ?? [];
    return (
      channel !== undefined &&
      channel.message_count > 0 &&
      (stats?.depth ?? 0) + channel.depth + channel.in_flight_count === 0
    );
  };
  while (!(await isDry())) await sleep(50);
  const before = cluster.lacking(new Set(ids()));
  expect(before).toBeGreaterThan(0);
  const replay = ['relay', 'replay', '--data', rehearsal.data, '--destination', 'plain'];
  const replayed = await runCommand('eventbook-collector', [...replay, '--from', hour, '--to', nextHour]);
  expect(replayed.status, replayed.stderr).toBe(0);
  while (cluster.lacking(new Set(ids())) > 0) await sleep(50);
  await cluster.account('a queue that nsqd has lost messages of, over NSQ', [hour], {
    rounds,
    'lost at plain before the replay': before,
    'lost at plain after it': cluster.lacking(new Set(ids())),
    'repeated at plain': ids().length - new Set(ids()).size,
  });
}, 1_800_000);

async function withChannel(
  broker: Rabbitmq,
  work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['createChannel']>>) => Promise<void>,
): Promise<void> {
  const connection = await connect(broker.url);
  try {
    await work(await connection.createChannel());
  } finally {
    await connection.close();
  }
}
