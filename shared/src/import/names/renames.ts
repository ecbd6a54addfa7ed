import { pointerTo } from '../../catalog/pointer.js';

/** What became of one name, and of the names inside of its value. Lists are passed through: their items' names are meant. */
export interface Renamed {
  readonly to: string;
  readonly inside: Renames;
}

/** By the name in the foreign schema. */
export type Renames = ReadonlyMap<string, Renamed>;

export const noRenames: Renames = new Map();

/** One line of the printed name map. Pointers into a payload; steps through lists are left out. */
export interface NameChange {
  readonly from: string;
  readonly to: string;
}

/** The names that changed, and those only. */
export function* nameChanges(renames: Renames, from = '', to = ''): Iterable<NameChange> {
  for (const [name, { to: newName, inside }] of renames) {
    const old = pointerTo(from, name);
    const fresh = pointerTo(to, newName);
    if (name !== newName) yield { from: old, to: fresh };
    yield* nameChanges(inside, old, fresh);
  }
}
