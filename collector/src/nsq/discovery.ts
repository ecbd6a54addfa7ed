import { AppError } from '@eventbook/shared/errors/app-error';
import { type Address, printAddress } from './address.js';

/** Where the nsqd are that messages go to and come from. */
export interface Discovery {
  /** Those that are known now. */
  readonly nsqds: readonly Address[];
  /** Calls back whenever others are known. */
  onChange(changed: () => void): void;
  stop(): void;
}

/** Those that were named. */
export function fixedDiscovery(nsqds: readonly Address[]): Discovery {
  return { nsqds, onChange: () => undefined, stop: () => undefined };
}

const patience = 3000;

/**
 * Asks every nsqlookupd for the nsqd that it knows, and again every few seconds. Where none answers, those that were
 * known last are gone on with: a directory that is down stops nobody.
 */
export class LookupDiscovery implements Discovery {
  nsqds: readonly Address[];
  /** Why the last asking gave nothing. */
  lastError: AppError | undefined;
  readonly #lookupds: readonly Address[];
  /** Known without asking. */
  readonly #named: readonly Address[];
  readonly #changed: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;

  private constructor(lookupds: readonly Address[], named: readonly Address[], everySeconds: number) {
    this.#lookupds = lookupds;
    this.#named = named;
    this.nsqds = named;
    this.#timer = setInterval(() => void this.#ask(), everySeconds * 1000);
  }

  /** Answers after the first asking, whatever that gave. @param named nsqd that are there whatever directories know */
  static async start(
    lookupds: readonly Address[],
    named: readonly Address[] = [],
    everySeconds = 5,
  ): Promise<LookupDiscovery> {
    const discovery = new LookupDiscovery(lookupds, named, everySeconds);
    await discovery.#ask();
    return discovery;
  }

  onChange(changed: () => void): void {
    this.#changed.push(changed);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    const answers = await Promise.allSettled(this.#lookupds.map(nodesOf));
    const found = new Map(this.#named.map((address) => [printAddress(address), address]));
    for (const answer of answers) {
      if (answer.status === 'fulfilled') {
        for (const address of answer.value) found.set(printAddress(address), address);
      } else {
        this.lastError = answer.reason as AppError;
      }
    }
    const all = answers.every(({ status }) => status === 'fulfilled');
    if (all) this.lastError = undefined;
    // One directory that is away may know some that the others do not: they stay.
    else for (const address of this.nsqds) found.set(printAddress(address), address);
    const before = this.nsqds.map(printAddress).sort().join();
    const after = [...found.keys()].sort().join();
    this.nsqds = [...found.values()];
    if (before !== after) for (const changed of this.#changed) changed();
  }
}

/** @throws AppError nsqlookupd_unreachable */
async function nodesOf(lookupd: Address): Promise<Address[]> {
  const url = `http://${printAddress(lookupd)}/nodes`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    const { producers } = (await response.json()) as { producers: unknown };
    if (!Array.isArray(producers)) throw new Error('the answer names no producers');
    return producers.map(addressOf);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', 'nsqlookupd_unreachable', `nsqlookupd at ${url}: ${why}.`, {
      hint: 'Give the HTTP port of nsqlookupd, 4161 by default.',
      data: { url },
      cause,
    });
  }
}

function addressOf(producer: unknown): Address {
  const { broadcast_address: host, tcp_port: port } = (producer ?? {}) as Record<string, unknown>;
  if (typeof host === 'string' && typeof port === 'number') return { host, port };
  throw new Error('a producer has no address');
}
