import type { Collision } from '@eventbook/shared/catalog/three-way';
import type { Conflict } from '../../api/files.js';

/** A conflict as a person is shown it. */
export function conflictOf(found: string | null, collisions: readonly Collision[]): Conflict {
  return {
    theirs: found,
    places: collisions.map(({ pointer, ours, theirs }) => ({
      pointer,
      ...(ours === undefined || pointer === '' ? {} : { ours: JSON.stringify(ours) }),
      ...(theirs === undefined || pointer === '' ? {} : { theirs: JSON.stringify(theirs) }),
    })),
  };
}
