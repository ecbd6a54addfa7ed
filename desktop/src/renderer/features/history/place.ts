import type { Thing } from '../../../api/git.js';
import { placeOf, type Place } from '../../app/place.js';

/** Where the history is told: of the whole catalog, or of a thing in it. */
export function historyPlace(of?: Thing): Place {
  return placeOf('history', of === undefined ? '' : `${of.kind}/${of.name}`);
}

const kinds: readonly string[] = ['event', 'environment', 'field', 'owner', 'destination'];

/** The thing whose history a place tells; undefined where it is that of the whole catalog. */
export function thingAt({ name }: Place): Thing | undefined {
  const at = name.indexOf('/');
  const kind = name.slice(0, Math.max(at, 0));
  return kinds.includes(kind) ? { kind: kind as Thing['kind'], name: name.slice(at + 1) } : undefined;
}
