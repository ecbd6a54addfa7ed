import type { DestinationKind } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { RabbitmqDelivery } from '../rabbitmq/rabbitmq-delivery.js';
import { WebhookDelivery } from '../webhook/webhook-delivery.js';
import type { Delivery } from './delivery.js';

export interface DeliverySettings {
  readonly to: string | undefined;
  readonly signing_key: string | undefined;
  readonly exchange: string;
}

const schemes: Partial<Record<DestinationKind, { readonly pattern: RegExp; readonly example: string }>> = {
  webhook: { pattern: /^https?:\/\//, example: 'https://hooks.example.com/events' },
  rabbitmq: { pattern: /^amqps?:\/\//, example: 'amqp://eventbook:secret@10.0.0.9:5672/' },
};

/**
 * What delivers to destinations of a kind.
 * @throws AppError configuration_invalid where the address is missing or another kind's, usage where there is no sink for it
 */
export async function openDelivery(
  name: string,
  kind: DestinationKind,
  settings: DeliverySettings,
  onUnroutable: () => void,
): Promise<Delivery> {
  const scheme = schemes[kind];
  if (scheme === undefined) {
    throw new AppError('user', 'usage', `There is no sink for destinations of kind ${kind}.`, {
      hint: 'Its topic can be read by any consumer of NSQ.',
    });
  }
  const { to: url, signing_key: signingKey, exchange } = settings;
  if (url === undefined || !scheme.pattern.test(url)) {
    throw new AppError(
      'user',
      'configuration_invalid',
      `${url === undefined ? 'to is missing' : 'to is no such address'}: where events of ${name} are delivered, a ${kind}.`,
      { hint: `Set EVENTBOOK_COLLECTOR_TO, as in ${scheme.example}`, data: { setting: 'to' } },
    );
  }
  const delivery =
    kind === 'webhook'
      ? new WebhookDelivery({ name, url, signingKey })
      : new RabbitmqDelivery({ name, url, exchange, onUnroutable });
  // Trouble that passes is waited out; what somebody has to mend is told at once.
  await delivery.check().catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'user') throw error;
  });
  return delivery;
}
