import { useSyncExternalStore } from 'react';
import { addressOf, placeAt, samePlace, type Place } from './place.js';

let current = placeAt(location.hash);
const listeners = new Set<() => void>();

function arrive(): void {
  const next = placeAt(location.hash);
  if (samePlace(next, current)) return;
  current = next;
  for (const listener of listeners) listener();
}

window.addEventListener('hashchange', arrive);
window.addEventListener('popstate', arrive);

/** Goes somewhere; the browser's own history remembers where one was. */
export function goTo(place: Place, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (samePlace(place, current)) return;
  if (replace) history.replaceState(null, '', addressOf(place));
  else history.pushState(null, '', addressOf(place));
  arrive();
}

export function usePlace(): Place {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
