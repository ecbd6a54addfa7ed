import type { Queued } from './queue.js';
import { beaconUrl, keepaliveBytes } from './transport.js';

interface Place {
  readonly environment: string;
  readonly collector: string;
  readonly writeKey: string;
}

/** What browsers give one site is five million characters; this leaves it most of them. */
const mostStored = 1_000_000;
const prefix = 'eventbook:';
const tab = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/**
 * The page goes, perhaps for good. What has not failed yet leaves as beacons; what a beacon does not take, and
 * everything while there is no connection, is stored for the next page. Sent twice is stored once.
 */
export function leavePage(place: Place, stuck: readonly Queued[], waiting: readonly Queued[]): void {
  const hopeless = stuck.length > 0 || !navigator.onLine;
  const left = hopeless ? [...stuck, ...waiting] : beaconed(place, waiting);
  const storage = storageOf();
  if (storage === undefined) return;
  try {
    if (left.length === 0) storage.removeItem(keyOf(place));
    else storage.setItem(keyOf(place), JSON.stringify(fitting(left)));
  } catch {
    // No room, or not allowed: then these events are lost with the page.
  }
}

/** What earlier pages have left, also those of other tabs that are gone. */
export function restorePage(place: Place): Queued[] {
  const storage = storageOf();
  const found: Queued[] = [];
  if (storage === undefined) return found;
  const start = `${prefix}${place.environment}:`;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    if (key?.startsWith(start) !== true) continue;
    found.push(...parsed(storage.getItem(key)));
    storage.removeItem(key);
  }
  return found;
}

/** Hands everything to the browser in bodies that it takes; what it did not take comes back. */
function beaconed({ collector, writeKey }: Place, items: readonly Queued[]): Queued[] {
  const left: Queued[] = [];
  let batch: Queued[] = [];
  let bytes = 0;
  const hand = (): void => {
    const text = batch.map(({ line }) => line).join('\n');
    if (batch.length > 0 && !navigator.sendBeacon(beaconUrl(collector, writeKey), text)) left.push(...batch);
    batch = [];
    bytes = 0;
  };
  for (const item of items) {
    // Three bytes for a code unit at most: the count of `bytes` may be that of units.
    if (bytes + item.line.length * 3 > keepaliveBytes) hand();
    batch.push(item);
    bytes += item.line.length * 3;
  }
  hand();
  return left;
}

function fitting(items: readonly Queued[]): Queued[] {
  let size = 0;
  return items.filter(({ line }) => (size += line.length + 100) <= mostStored);
}

function keyOf({ environment }: Place): string {
  return `${prefix}${environment}:${tab}`;
}

function parsed(text: string | null): Queued[] {
  try {
    const items = JSON.parse(text ?? '[]') as Queued[];
    return items.filter(({ event, id, line }) => [event, id, line].every((part) => typeof part === 'string'));
  } catch {
    return [];
  }
}

/** Undefined where a browser keeps it from this page. */
function storageOf(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
