import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The identifiers of one scope: what is reserved gets an underscore, what is taken gets the start of its name's hash.
 * `check` lets no two names of a kind be so near that they clash, so in a sound catalog an identifier follows from
 * its name alone and no later name can change it; the hash is for catalogs that are not.
 */
export class NameScope {
  /** In lower case: files of some systems and classes of some languages are blind to case. */
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;

  /** @param reserved in lower case */
  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  /** Claims an identifier for `name`, as near to the preferred one as there is. Claim in the order of the names. */
  claim(preferred: string, name: string): string {
    const free = this.#reserved.has(preferred.toLowerCase()) ? `${preferred}_` : preferred;
    const claimed = this.#isTaken(free) ? `${preferred}_${hashOf(name)}` : free;
    this.#taken.add(claimed.toLowerCase());
    return claimed;
  }

  #isTaken(identifier: string): boolean {
    return this.#taken.has(identifier.toLowerCase());
  }
}

/** Eight hex digits that follow from a name alone. */
export function hashOf(name: string): string {
  return bytesToHex(sha256(utf8ToBytes(name))).slice(0, 8);
}

/** Words in lower case, as a scope takes them. */
export function reservedWords(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(/\s+/u)).map((word) => word.toLowerCase()));
}
