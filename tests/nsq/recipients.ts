import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'amqplib';
import { Receiver } from '../cluster/receiver.js';
import { metric } from '../collector/harness.js';
import { Mongodb } from '../support/mongodb.js';
import { Rabbitmq } from '../support/rabbitmq.js';
import type { Sink } from '../support/sink.js';
import { Versitygw } from '../support/versitygw.js';
import { filesOf, readManifests } from '../support/warehouse.js';
import type { ClusterRehearsal } from './cluster-rehearsal.js';

const queue = 'all';
const bucket = 'shop-events';

/** By the names of their destinations. */
const kinds = { rabbit: 'rabbitmq', documents: 'mongodb', hook: 'webhook', copy: 's3' } as const;
export type Recipient = keyof typeof kinds;
/** Those that get events over NSQ; a bucket gets the files of the warehouse. */
const events = ['rabbit', 'documents', 'hook'] as const;

/** Everything else that events of a cluster can be delivered to, each as it really is, and the sinks that do it. */
export class Recipients {
  readonly broker: Rabbitmq;
  readonly documents: Mongodb;
  readonly hook: Receiver;
  readonly objects: Versitygw;
  readonly sinks = new Map<Recipient, Sink>();
  readonly #cluster: ClusterRehearsal;
  readonly #atRabbit: string[] = [];

  private constructor(
    cluster: ClusterRehearsal,
    broker: Rabbitmq,
    documents: Mongodb,
    hook: Receiver,
    objects: Versitygw,
  ) {
    this.#cluster = cluster;
    this.broker = broker;
    this.documents = documents;
    this.hook = hook;
    this.objects = objects;
  }

  /** Starts the servers and puts the destinations into the book; to be called before the cluster starts. */
  static async start(cluster: ClusterRehearsal): Promise<Recipients> {
    const { scratch } = cluster.rehearsal;
    await cluster.describe(kinds);
    const recipients = new Recipients(
      cluster,
      await Rabbitmq.start(join(scratch, 'rabbitmq')),
      await Mongodb.start(join(scratch, 'mongodb')),
      await Receiver.start('a-key-of-the-test'),
      await Versitygw.start(join(scratch, 's3')),
    );
    await recipients.objects.ask('createBucket', { Bucket: bucket });
    await withChannel(recipients.broker, async (channel) => {
      await channel.assertExchange('eventbook', 'topic', { durable: true });
      await channel.assertQueue(queue, { durable: true });
      await channel.bindQueue(queue, 'eventbook', '#');
    });
    return recipients;
  }

  get names(): readonly Recipient[] {
    return Object.keys(kinds) as Recipient[];
  }

  async startSink(name: Recipient): Promise<void> {
    const { warehouse } = this.#cluster.rehearsal;
    const mirror = ['--to', `s3://${bucket}/hours`, '--s3-endpoint', this.objects.url];
    const environment = {
      rabbit: { EVENTBOOK_COLLECTOR_TO: this.broker.url },
      documents: { EVENTBOOK_COLLECTOR_TO: this.documents.url },
      hook: { EVENTBOOK_COLLECTOR_TO: this.hook.url, EVENTBOOK_COLLECTOR_SIGNING_KEY: this.hook.signingKey },
      copy: this.objects.credentials,
    }[name];
    const flags = name === 'copy' ? ['--warehouse', warehouse, ...mirror, '--poll-seconds', '1'] : undefined;
    this.sinks.set(name, await this.#cluster.startDelivery(name, environment, flags));
  }

  /**
   * Waits until nothing is on its way any more and counts what each lacks of what was accepted: a killed nsqd forgets what it
   * had not synced, and only the warehouse asks for it by itself. Then has the hours sent again, and waits until each has all.
   */
  async complete(replay: (destination: string) => Promise<void>): Promise<Record<string, number>> {
    await this.#untilDry();
    const counts: Record<string, number> = {};
    for (const name of events) {
      counts[`lost at ${name} before a replay`] = this.#cluster.lacking(await this.#idsAt(name));
      if (counts[`lost at ${name} before a replay`] === 0) continue;
      await replay(name);
      await untilNone(async () => this.#cluster.lacking(await this.#idsAt(name)));
    }
    for (const name of events) {
      const ids = await this.#idsAt(name);
      counts[`delivered to ${name}`] = ids.size;
      counts[`lost at ${name}`] = this.#cluster.lacking(ids);
    }
    counts['repeated at rabbit'] = this.#atRabbit.length - new Set(this.#atRabbit).size;
    counts['repeated at hook'] = this.hook.events - this.hook.ids.size;
    return counts;
  }

  /** Waits until every file of the closed hours is in the bucket, byte by byte. @returns how many they are */
  async mirrored(): Promise<number> {
    const { warehouse } = this.#cluster.rehearsal;
    const manifests = (await readManifests(warehouse)).filter(({ state }) => state === 'closed');
    const { tables, quarantine } = filesOf('', manifests);
    const files = [...tables.values()].flat().concat(quarantine);
    const there = join(this.objects.pathOf(bucket), 'hours');
    for (const file of files) {
      const here = await readFile(join(warehouse, file));
      await untilNone(async () => {
        const found = await readFile(join(there, file)).catch(() => undefined);
        return found?.equals(here) === true ? 0 : 1;
      });
    }
    return files.length;
  }

  async end(): Promise<void> {
    for (const sink of this.sinks.values()) await sink.kill();
    await this.broker.end();
    await this.documents.end();
    await this.hook.end();
    await this.objects.stop('SIGKILL');
  }

  /** Of the events that a destination has. */
  async #idsAt(name: (typeof events)[number]): Promise<ReadonlySet<string>> {
    if (name === 'hook') return this.hook.ids;
    if (name === 'documents')
      return new Set((await this.documents.collection(name).distinct('_id')).map(String));
    await withChannel(this.broker, async (channel) => {
      const { consumerTag } = await channel.consume(queue, (message) => {
        if (message === null) return;
        this.#atRabbit.push(String(message.properties.messageId));
        channel.ack(message);
      });
      let read = -1;
      while (read < this.#atRabbit.length || (await channel.checkQueue(queue)).messageCount > 0) {
        read = this.#atRabbit.length;
        await sleep(500);
      }
      await channel.cancel(consumerTag);
    });
    return new Set(this.#atRabbit);
  }

  /** Nothing waits in the journals for these destinations, nor in any nsqd. */
  async #untilDry(): Promise<void> {
    const { nsqds, rehearsal } = this.#cluster;
    await untilNone(async () => {
      const behind = events.map((name) =>
        metric(rehearsal.collector, `eventbook_collector_relay_behind_events{destination="${name}"}`),
      );
      const topics = await Promise.all(nsqds.flatMap((nsqd) => events.map((name) => nsqd.topic(name))));
      const waiting = topics.flatMap((topic) =>
        topic === undefined
          ? []
          : topic.channels.map(({ depth, in_flight_count: inFlight }) => topic.depth + depth + inFlight),
      );
      return [...(await Promise.all(behind)), ...waiting].reduce((sum, count) => sum + count, 0);
    });
  }
}

async function untilNone(count: () => number | Promise<number>): Promise<void> {
  while ((await count()) > 0) await sleep(250);
}

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
