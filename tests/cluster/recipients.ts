import type { Destination } from '@eventbook/shared/catalog/model';
import { connect } from 'amqplib';
import { Mongodb } from '../support/mongodb.js';
import { Rabbitmq } from '../support/rabbitmq.js';
import { Versitygw } from '../support/versitygw.js';
import { readWarehouse } from '../support/warehouse.js';
import { Receiver } from './receiver.js';

/** Whoever is delivered to, and what its sink needs to know. */
export interface Recipient {
  /** Of its destination. */
  readonly name: string;
  readonly card: Destination;
  /** What a person opens, or gives to a client. */
  readonly address: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** How many events it has, each counted once. */
  readonly count: () => Promise<number>;
}

/** Where a recipient lives. */
interface Place {
  /** Of its own. */
  readonly folder: string;
  /** The folder that hours are written to. */
  readonly warehouse: string;
  /** Takes how it is ended, as soon as there is something to end. */
  readonly endLater: (end: () => Promise<unknown>) => void;
}

type Start = (place: Place) => Promise<Recipient>;

const bucket = 'eventbook';

function card(kind: Destination['kind'], title: string): Destination {
  const common = { title, kind, owner: 'marketplace' };
  return kind === 's3' ? common : { ...common, framing: 'batch', takes_flagged: true };
}

async function rabbitmq({ folder, endLater }: Place): Promise<Recipient> {
  const broker = await Rabbitmq.start(folder, { management: true });
  endLater(() => broker.end());
  const connection = await connect(broker.url);
  endLater(() => connection.close());
  const channel = await connection.createChannel();
  const ids = new Set<string>();
  await channel.assertExchange('eventbook', 'topic', { durable: true });
  // One queue is left as it fills, for whoever looks; what is in the other is counted.
  for (const queue of ['everything', 'counted']) {
    await channel.assertQueue(queue, { durable: true });
    await channel.bindQueue(queue, 'eventbook', '#');
  }
  await channel.consume('counted', (message) => {
    if (message === null) return;
    ids.add(String(message.properties.messageId));
    channel.ack(message);
  });
  return {
    ...{ name: 'rabbit', card: card('rabbitmq', 'The shop’s broker'), flags: [] },
    address: `${broker.managementUrl ?? ''} (guest, guest; queue everything)`,
    environment: { EVENTBOOK_COLLECTOR_TO: broker.url },
    count: () => Promise.resolve(ids.size),
  };
}

async function mongodb({ folder, endLater }: Place): Promise<Recipient> {
  const server = await Mongodb.start(folder);
  endLater(() => server.end());
  const name = 'seller-dashboard';
  return {
    ...{ name, card: card('mongodb', 'Seller dashboard'), flags: [] },
    address: `${server.url} (collection ${name})`,
    environment: { EVENTBOOK_COLLECTOR_TO: server.url },
    count: () => server.collection(name).countDocuments(),
  };
}

async function webhook({ endLater }: Place): Promise<Recipient> {
  const receiver = await Receiver.start('a-key-of-the-cluster');
  endLater(() => receiver.end());
  return {
    ...{ name: 'hook', card: card('webhook', 'A webhook'), address: receiver.url, flags: [] },
    environment: {
      EVENTBOOK_COLLECTOR_TO: receiver.url,
      EVENTBOOK_COLLECTOR_SIGNING_KEY: receiver.signingKey,
    },
    count: () => Promise.resolve(receiver.ids.size),
  };
}

async function s3({ folder, warehouse, endLater }: Place): Promise<Recipient> {
  const server = await Versitygw.start(folder);
  endLater(() => server.stop());
  await server.ask('createBucket', { Bucket: bucket });
  const objects = server.pathOf(bucket);
  return {
    ...{ name: 'copy', card: card('s3', 'Copy of the warehouse'), environment: server.credentials },
    address: `${server.url} (bucket ${bucket}: ${objects})`,
    flags: [
      ...['--warehouse', warehouse, '--to', `s3://${bucket}`],
      ...['--s3-endpoint', server.url, '--poll-seconds', '1'],
    ],
    count: () =>
      readWarehouse(objects).then(
        ({ rows }) => rows,
        // No manifest is there yet.
        () => 0,
      ),
  };
}

/** By the names that `--without` takes. */
export const recipients: Readonly<Record<string, Start>> = { rabbitmq, mongodb, webhook, s3 };
