import type { Catalog } from '../catalog/model.js';
import { ContractCompiler, type ContractValidator } from './contract-validator.js';
import type { Decode } from './proof/prove-value.js';
import { TextTable } from './proof/text-table.js';
import { type ContractKey, lookUpContract, type NoContract } from './contract-lookup.js';

/** A contract that was judged by lately. */
export interface KnownContract {
  readonly key: ContractKey;
  /** Whether something was not proven, and its validator was needed. */
  readonly closely: boolean;
}

const headPattern = /^"event":"([^"\\]+)","version":(\d+)$/;

interface Entry extends ContractValidator {
  readonly key: ContractKey;
  lastPeriod: number;
  lastClosely: number;
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
      known.lastClosely = this.#period;
      return known;
    }
    const entry = this.#add({ environment, event, version, environmentVersion });
    if ('validate' in entry) entry.lastClosely = this.#period;
    return entry;
  }

  /** Makes one ready before it is needed; false where the catalog has none such. */
  prepare({ key, closely }: KnownContract): boolean {
    const { environment, event, version, environmentVersion } = key;
    const known = this.#byEnvironment.get(environment)?.get(event)?.get(version)?.get(environmentVersion);
    const entry = known ?? this.#add(key);
    if (!('validate' in entry)) return false;
    if (closely) {
      entry.prepare();
      entry.lastClosely = this.#period;
    }
    return true;
  }

  /** Finds by the bytes of `"event":"…","version":…`. */
  findByHead(
    environment: string,
    bytes: Uint8Array,
    view: DataView,
    headStart: number,
    headEnd: number,
    environmentVersion: number | undefined,
    decode: Decode,
  ): ContractValidator | undefined {
    const entries = this.#byHead.get(environment)?.get(view, headStart, headEnd) ?? [];
    for (const entry of entries) {
      if (entry.key.environmentVersion !== environmentVersion) continue;
      entry.lastPeriod = this.#period;
      return entry;
    }
    return this.#addByHead(environment, decode(bytes, headStart, headEnd), environmentVersion);
  }

  /** Undefined also where it cannot be made ready: whoever judges then learns why. */
  #addByHead(
    environment: string,
    head: string,
    environmentVersion: number | undefined,
  ): ContractValidator | undefined {
    const [, event, version] = headPattern.exec(head) ?? [];
    if (event === undefined) return undefined;
    const key = { environment, event, version: Number(version), environmentVersion };
    try {
      const entry = this.#add(key);
      return 'validate' in entry && entry.head === head ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  beginPeriod(): void {
    this.#period++;
  }

  usedLately(): KnownContract[] {
    const since = this.#period - 1;
    return this.#entries
      .filter(({ lastPeriod }) => lastPeriod >= since)
      .map(({ key, lastClosely }) => ({ key, closely: lastClosely >= since }));
  }

  #add(key: ContractKey): Entry | NoContract {
    const found = lookUpContract(this.#catalog, key);
    if (!('pair' in found)) return found;
    const never = -2;
    const entry: Entry = {
      ...this.#compiler.compile(found.pair),
      key,
      lastPeriod: this.#period,
      lastClosely: never,
    };
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
