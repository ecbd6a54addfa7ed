/** One step of a repair. Pointers are JSON pointers (RFC 6901). */
export type Edit =
  /** The value at the pointer becomes this one; what holds it is there already, the key may be new. */
  | { readonly kind: 'set'; readonly file: string; readonly pointer: string; readonly value: unknown }
  /** The key or item at the pointer goes. */
  | { readonly kind: 'remove'; readonly file: string; readonly pointer: string }
  /** The key at the pointer gets another name and stays where it is. */
  | { readonly kind: 'rename'; readonly file: string; readonly pointer: string; readonly name: string }
  /** A file that is not there, or cannot be read, is written with this value. */
  | { readonly kind: 'create'; readonly file: string; readonly value: unknown }
  /** The file is written in canonical form. */
  | { readonly kind: 'format'; readonly file: string };

/** What a finding's `fix` says, as data: for quick fixes in an editor, and for `check --fix`. */
export interface Repair {
  readonly edits: readonly Edit[];
  /** Whether there is no other right answer, so that a program may do it unasked. */
  readonly mechanical: boolean;
}

/** A repair that a program may carry out unasked. */
export function mechanical(...edits: readonly Edit[]): Repair {
  return { edits, mechanical: true };
}

/** A repair that somebody has to choose. */
export function proposed(...edits: readonly Edit[]): Repair {
  return { edits, mechanical: false };
}
