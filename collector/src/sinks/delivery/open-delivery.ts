import type { Destination, DestinationKind } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { RabbitmqDelivery } from '../rabbitmq/rabbitmq-delivery.js';
import { WebhookDelivery } from '../webhook/webhook-delivery.js';
import type { Delivery } from './delivery.js';

export interface DeliverySettings {
  readonly to: string | undefined;
  readonly signing_key: string | undefined;
  readonly exchange: string;
}

/** What a delivery tells of single events. */
export interface DeliveryNotices {
  /** Nobody there was there to take it. */
  readonly onUnroutable: () => void;
  /** The destination has had it already. */
  readonly onAgain: () => void;
}

const schemes: Partial<Record<DestinationKind, { readonly pattern: RegExp; readonly example: string }>> = {
  webhook: { pattern: /^https?:\/\//, example: 'https://hooks.example.com/events' },
  rabbitmq: { pattern: /^amqps?:\/\//, example: 'amqp://eventbook:secret@10.0.0.9:5672/' },
  mongodb: {
    pattern: /^mongodb(\+srv)?:\/\//,
    example: 'mongodb://eventbook:secret@10.0.0.9:27017/shop?authSource=admin',
  },
};

/**
 * What delivers to destinations of a kind.
 * @throws AppError configuration_invalid where the address is missing or another kind's, usage where there is no sink for it
 */
export async function openDelivery(
  name: string,
  destination: Destination,
  settings: DeliverySettings,
  notices: DeliveryNotices,
): Promise<Delivery> {
  const { kind } = destination;
  const scheme = schemes[kind];
  if (scheme === undefined) {
    throw new AppError('user', 'usage', `There is no sink for destinations of kind ${kind}.`, {
      hint: 'Its topic can be read by any consumer of NSQ.',
    });
  }
  const { to: url } = settings;
  if (url === undefined || !scheme.pattern.test(url)) {
    throw new AppError(
      'user',
      'configuration_invalid',
      `${url === undefined ? 'to is missing' : 'to is no such address'}: where events of ${name} are delivered, a ${kind}.`,
      { hint: `Set EVENTBOOK_COLLECTOR_TO, as in ${scheme.example}`, data: { setting: 'to' } },
    );
  }
  const delivery = await deliveryTo(name, destination, url, settings, notices);
  // Trouble that passes is waited out; what somebody has to mend is told at once.
  await delivery.check().catch(async (error: unknown) => {
    if (!(error instanceof AppError && error.kind === 'user')) return;
    await delivery.close();
    throw error;
  });
  return delivery;
}

async function deliveryTo(
  name: string,
  { kind, collection = name, keep_days: keepDays }: Destination,
  url: string,
  { signing_key: signingKey, exchange }: DeliverySettings,
  { onUnroutable, onAgain }: DeliveryNotices,
): Promise<Delivery> {
  if (kind === 'webhook') return new WebhookDelivery({ name, url, signingKey });
  if (kind === 'rabbitmq') return new RabbitmqDelivery({ name, url, exchange, onUnroutable });
  // Its client takes long to load, which nothing else shall wait for.
  const { MongodbDelivery } = await import('../mongodb/mongodb-delivery.js');
  return new MongodbDelivery({ name, url, collection, keepDays, onAgain });
}
