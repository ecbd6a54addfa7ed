import type { Catalog } from '../../catalog/model.js';
import type { ModelKind } from '../subject.js';

/**
 * What one unit of a check has read, as keys: `event:a` (that event, or that there is none), `event#names` (which
 * there are), `event#all` (all of them, whole), `settings`, `unsound`, and what an index answered.
 */
export class ReadLog {
  #current: Set<string> | undefined;

  note(key: string): void {
    this.#current?.add(key);
  }

  /** Runs something and returns, besides its result, what it has read. */
  during<Result>(work: () => Result): { readonly result: Result; readonly reads: ReadonlySet<string> } {
    const reads = new Set<string>();
    this.#current = reads;
    try {
      return { result: work(), reads };
    } finally {
      this.#current = undefined;
    }
  }
}

/** A view of whatever catalog is the current one, which notes what is read of it. */
export function watchedCatalog(current: () => Catalog, log: ReadLog): Catalog {
  return {
    get settings() {
      log.note('settings');
      return current().settings;
    },
    owners: new WatchedMap('owner', () => current().owners, log),
    fields: new WatchedMap('field', () => current().fields, log),
    environments: new WatchedMap('environment', () => current().environments, log),
    events: new WatchedMap('event', () => current().events, log),
    destinations: new WatchedMap('destination', () => current().destinations, log),
  };
}

/** The same for the paths that gave nothing; they are few, so one key stands for all of them. */
export function watchedSet(current: () => ReadonlySet<string>, log: ReadLog): ReadonlySet<string> {
  const read = (): ReadonlySet<string> => {
    log.note('unsound');
    return current();
  };
  return new Proxy(new Set<string>(), {
    get(_target, property) {
      const set = read();
      const value: unknown = Reflect.get(set, property, set);
      return typeof value === 'function' ? (value.bind(set) as unknown) : value;
    },
  });
}

class WatchedMap<Value> implements ReadonlyMap<string, Value> {
  readonly #prefix: string;
  readonly #names: string;
  readonly #all: string;
  readonly #map: () => ReadonlyMap<string, Value>;
  readonly #log: ReadLog;

  constructor(kind: ModelKind, map: () => ReadonlyMap<string, Value>, log: ReadLog) {
    this.#prefix = `${kind}:`;
    this.#names = `${kind}#names`;
    this.#all = `${kind}#all`;
    this.#map = map;
    this.#log = log;
  }

  get(name: string): Value | undefined {
    this.#log.note(this.#prefix + name);
    return this.#map().get(name);
  }

  has(name: string): boolean {
    this.#log.note(this.#prefix + name);
    return this.#map().has(name);
  }

  get size(): number {
    this.#log.note(this.#names);
    return this.#map().size;
  }

  keys(): MapIterator<string> {
    this.#log.note(this.#names);
    return this.#map().keys();
  }

  values(): MapIterator<Value> {
    this.#log.note(this.#all);
    return this.#map().values();
  }

  entries(): MapIterator<[string, Value]> {
    this.#log.note(this.#all);
    return this.#map().entries();
  }

  forEach(visit: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    this.#log.note(this.#all);
    this.#map().forEach((value, name) => visit(value, name, this));
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }
}
