import type { Transport } from '../../../api/transport.js';
import { objectIn, textIn, textsIn } from '../../data/lenient.js';
import { Store } from '../../data/store.js';
import type { Filter } from './filter.js';

export interface SavedFilter {
  readonly name: string;
  readonly filter: Filter;
}

/** What the sidebar shows of the events, and the filters that somebody wants again. Both outlive the session. */
export const filters = new Store<{ readonly active: Filter; readonly saved: readonly SavedFilter[] }>({
  active: [],
  saved: [],
});

export async function loadFilters(transport: Transport): Promise<void> {
  const kept = objectIn(await transport.request('memory.read', { key: 'filters' }).catch(() => null));
  const saved = Array.isArray(kept['saved']) ? kept['saved'].map(objectIn) : [];
  filters.set({
    active: textsIn(kept['active']),
    saved: saved.map(({ name, filter }) => ({ name: textIn(name), filter: textsIn(filter) })),
  });
}

function keep(transport: Transport, next: ReturnType<typeof filters.get>): void {
  filters.set(next);
  // That it is remembered is a convenience: nothing is said where the disk is full.
  transport.request('memory.write', { key: 'filters', value: next }).catch(() => undefined);
}

export function setFilter(transport: Transport, active: Filter): void {
  keep(transport, { ...filters.get(), active });
}

export function saveFilter(transport: Transport, name: string): void {
  const { active, saved } = filters.get();
  keep(transport, {
    active,
    saved: [...saved.filter((each) => each.name !== name), { name, filter: active }],
  });
}

export function forgetFilter(transport: Transport, name: string): void {
  const { active, saved } = filters.get();
  keep(transport, { active, saved: saved.filter((each) => each.name !== name) });
}
