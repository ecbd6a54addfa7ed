import type { Catalog } from '../catalog/model.js';
import { ContractCompiler, type ContractValidator } from './contract-validator.js';
import { TextTable } from './proof/text-table.js';
import { type ContractKey, lookUpContract, type NoContract } from './contract-lookup.js';

interface Entry extends ContractValidator {
  readonly key: ContractKey;
  lastPeriod: number;
}

type ByVersion = Map<number, Map<number | undefined, Entry>>;

/**
 * The validators compiled so far, found by four looks into maps. It holds only what the catalog has, so
 * senders cannot make it grow.
 */
export class ValidatorCache {
  readonly #catalog: Catalog;
  readonly #compiler: ContractCompiler;
  readonly #byEnvironment = new Map<string, Map<string, ByVersion>>();
  /** By environment, then by head: the contracts of one event and version with each version of the common fields. */
  readonly #byHead = new Map<string, TextTable<Entry[]>>();
  readonly #entries: Entry[] = [];
  #period = 0;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#compiler = new ContractCompiler(catalog);
  }

  find(
    environment: string,
    event: string,
    version: number,
    environmentVersion: number | undefined,
  ): ContractValidator | NoContract {
    const known = this.#byEnvironment.get(environment)?.get(event)?.get(version)?.get(environmentVersion);
    if (known !== undefined) {
      known.lastPeriod = this.#period;
      return known;
    }
    return this.#compile({ environment, event, version, environmentVersion });
  }

  /** Finds, among those compiled so far, by the bytes of `"event":"…","version":…`. */
  findByHead(
    environment: string,
    bytes: Uint8Array,
    headStart: number,
    headEnd: number,
    environmentVersion: number | undefined,
  ): ContractValidator | undefined {
    const entries = this.#byHead.get(environment)?.get(bytes, headStart, headEnd) ?? [];
    for (const entry of entries) {
      if (entry.key.environmentVersion !== environmentVersion) continue;
      entry.lastPeriod = this.#period;
      return entry;
    }
    return undefined;
  }

  beginPeriod(): void {
    this.#period++;
  }

  usedLately(): ContractKey[] {
    return this.#entries.filter((entry) => entry.lastPeriod >= this.#period - 1).map((entry) => entry.key);
  }

  #compile(key: ContractKey): ContractValidator | NoContract {
    const found = lookUpContract(this.#catalog, key);
    if (!('pair' in found)) return found;
    const entry: Entry = { ...this.#compiler.compile(found.pair), key, lastPeriod: this.#period };
    const byEvent = inMap(this.#byEnvironment, key.environment, () => new Map<string, ByVersion>());
    const byVersion: ByVersion = inMap(byEvent, key.event, () => new Map() as ByVersion);
    inMap(byVersion, key.version, () => new Map<number | undefined, Entry>()).set(
      key.environmentVersion,
      entry,
    );
    const byHead = inMap(this.#byHead, key.environment, () => new TextTable<Entry[]>());
    const sameHead = byHead.find(entry.head);
    if (sameHead === undefined) byHead.set(entry.head, [entry]);
    else sameHead.push(entry);
    this.#entries.push(entry);
    return entry;
  }
}

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
