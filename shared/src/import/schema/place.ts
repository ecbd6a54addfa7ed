import { pointerTo } from '../../catalog/pointer.js';

/** Where in which document a schema stands. */
export interface Place {
  /** The document: a path or an `$id`. */
  readonly document: string;
  /** JSON pointer as it is told: into the version's own file, or with the other file's name before it. */
  readonly pointer: string;
  /** How many schemas it is inside of. */
  readonly depth: number;
  /** The references that led here, so that one that leads back is noticed. */
  readonly followed: ReadonlySet<string>;
}

export function below(place: Place, ...steps: readonly (string | number)[]): Place {
  return { ...place, pointer: pointerTo(place.pointer, ...steps), depth: place.depth + 1 };
}
