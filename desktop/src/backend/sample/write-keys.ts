import type { Secrets } from '../native/native.js';
import { eventsUrl } from './collector-address.js';

/**
 * The write keys that a person has sent samples with, by collector and environment: kept where the system keeps secrets;
 * without that only EVENTBOOK_KEY is known, as `eventbook send` knows it.
 */
export class WriteKeys {
  readonly #secrets: Secrets | undefined;

  constructor(secrets: Secrets | undefined) {
    this.#secrets = secrets;
  }

  async keep(address: string, environment: string, key: string): Promise<void> {
    await this.#secrets?.write(secretFor(address, environment), key);
  }

  async at(address: string, environment: string): Promise<string | undefined> {
    return (await this.#secrets?.read(secretFor(address, environment))) ?? process.env['EVENTBOOK_KEY'];
  }
}

function secretFor(address: string, environment: string): string {
  return `write key ${eventsUrl(address).origin} ${environment}`;
}
