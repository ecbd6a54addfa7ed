import type { Transport } from '../../../api/transport.js';
import { addressOf, home, placeAt, placeOf, type Place } from '../../app/place.js';
import { objectIn, textIn, textsIn } from '../../data/lenient.js';
import { Store } from '../../data/store.js';
import { treeKinds } from '../sidebar/tree.js';
import { openPlace } from '../welcome/place.js';

/** Addresses of the pages that are kept open, in the order in which they were opened. */
export const tabs = new Store<readonly string[]>([]);

const most = 12;
/** What one goes to and fro between; all else has its place in the sidebar. */
const kinds: ReadonlySet<string> = new Set([...treeKinds, 'file']);

/** What a tab stands for: the thing, however it is looked at. */
function tabOf({ page, name }: Place): string {
  return addressOf(placeOf(page, name));
}

export function isTabOf(tab: string, place: Place): boolean {
  return tab === tabOf(place);
}

/** Keeps a page open; the one that was opened first makes way where there are too many. */
export function openTab(place: Place): void {
  const tab = tabOf(place);
  const open = tabs.get();
  if (!kinds.has(place.page) || open.includes(tab)) return;
  tabs.set([...open, tab].slice(-most));
}

/** @returns where to go instead, where that page was the one that is shown; undefined where it was not */
export function closeTab(tab: string, shown: Place): Place | undefined {
  const open = tabs.get();
  const at = open.indexOf(tab);
  const left = open.filter((each) => each !== tab);
  tabs.set(left);
  if (!isTabOf(tab, shown)) return undefined;
  const next = left[Math.min(at, left.length - 1)];
  return next === undefined ? home : placeAt(next);
}

/** The pages that were open when the last session ended, and where one was. */
export async function restoreTabs(transport: Transport): Promise<Place | undefined> {
  const kept = objectIn(await transport.request('memory.read', { key: 'tabs' }).catch(() => null));
  tabs.set(textsIn(kept['open']).slice(-most));
  const last = textIn(kept['last']);
  return last === '' ? undefined : placeAt(last);
}

export function keepTabs(transport: Transport, place: Place): void {
  // The way out of a catalog is not where one wants to be in it again.
  if (place.page === openPlace.page) return;
  const value = { open: tabs.get(), last: addressOf(place) };
  // That it is remembered is a convenience: nothing is said where the disk is full.
  transport.request('memory.write', { key: 'tabs', value }).catch(() => undefined);
}
