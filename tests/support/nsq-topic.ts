import { setTimeout as sleep } from 'node:timers/promises';
import { parseAddress } from '@eventbook/collector/nsq/address';
import { Consumer } from '@eventbook/collector/nsq/consumer';
import { fixedDiscovery } from '@eventbook/collector/nsq/discovery';
import type { Nsqd } from './nsq.js';

/** Takes what comes on a topic, and finishes it. */
export class TopicReader {
  readonly bodies: Buffer[] = [];
  readonly #consumer: Consumer;

  constructor(topic: string, nsqds: readonly Nsqd[], channel = topic) {
    this.#consumer = new Consumer({
      topic,
      channel,
      maxInFlight: 100,
      discovery: fixedDiscovery(nsqds.map(({ address }) => parseAddress(address, 4150))),
      onMessage: (message) => {
        this.bodies.push(message.body);
        message.finish();
      },
    });
  }

  /** The JSON of all lines of all messages. */
  get events(): Record<string, unknown>[] {
    return this.bodies.flatMap((body) =>
      body
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
  }

  async until(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) await sleep(10);
  }

  close(): Promise<void> {
    return this.#consumer.close(1000);
  }
}
