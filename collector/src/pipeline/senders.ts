import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Catalog } from '@eventbook/shared/catalog/model';
import type { Judge, Sender } from '@eventbook/shared/event/judge';
import type { EnvelopeProof } from '@eventbook/shared/event/proof/envelope-proof';
import { Refusal } from '../http/refusal.js';
import type { GroupOrigin } from '../journal/record.js';

/** What a write key names, and under what its events are kept. */
export interface KnownSender extends Sender {
  readonly origin: GroupOrigin;
  /** Proves envelopes of its environment. */
  readonly proof: EnvelopeProof;
}

interface KnownKey {
  readonly sender: KnownSender;
  readonly revoked: boolean;
}

export interface SendersOptions {
  readonly catalog: Catalog;
  readonly judge: Judge;
  readonly snapshotId: string;
  readonly collector: string;
  /** SHA-256 hashes of keys that are refused whatever the catalog says. */
  readonly denied: ReadonlySet<string>;
}

const longestKey = 256;
const rememberedKeys = 4096;

/** The write keys of one snapshot. Memory does not grow with the number of unknown keys that are tried. */
export class Senders {
  readonly #keys: ReadonlyMap<string, KnownKey>;
  readonly #denied: ReadonlySet<string>;
  readonly #remembered = new LRUCache<string, KnownSender | Refusal>({ max: rememberedKeys });

  constructor(options: SendersOptions) {
    this.#keys = keysOf(options);
    this.#denied = options.denied;
  }

  /** The sender that a raw key means, or why there is none. */
  find(key: string): KnownSender | Refusal {
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    if (key.length > longestKey) return new Refusal('key_unknown');
    const found = this.#look(createHash('sha256').update(key).digest('hex'));
    this.#remembered.set(key, found);
    return found;
  }

  #look(hash: string): KnownSender | Refusal {
    const known = this.#keys.get(hash);
    if (known === undefined) return new Refusal('key_unknown');
    return known.revoked || this.#denied.has(hash) ? new Refusal('key_revoked') : known.sender;
  }
}

function keysOf(options: SendersOptions): Map<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const { name: environment, card } of options.catalog.environments.values()) {
    const proof = options.judge.proofs(environment, decode);
    for (const [name, { keys: own = [] }] of Object.entries(card.sources)) {
      const source = `${environment}/${name}`;
      const origin = { source, snapshot: options.snapshotId, collector: options.collector };
      const sender = { environment, source, origin, proof };
      for (const { sha256, revoked } of own) {
        // Where a key stands twice, being revoked once is being revoked.
        const before = keys.get(sha256);
        keys.set(sha256, { sender, revoked: revoked !== undefined || before?.revoked === true });
      }
    }
  }
  return keys;
}

/** Bodies are Buffers, though proofs know them as plain bytes. */
function decode(bytes: Uint8Array, start: number, end: number): string {
  return (bytes as Buffer).toString('utf8', start, end);
}
