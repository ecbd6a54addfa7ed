import { Store } from '../../data/store.js';

const stores = new Map<string, Store<string>>();

/** What was written to try an event, by its name: still there when somebody comes back. */
export function writtenFor(event: string): Store<string> {
  const known = stores.get(event) ?? new Store('');
  stores.set(event, known);
  return known;
}
