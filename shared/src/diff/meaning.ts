/**
 * What a change means, from the lightest to the heaviest (design: the catalog on disk):
 * - `safe`: every payload that was accepted before is accepted after, and what readers see is as it was;
 * - `affects-readers`: no sender has to do anything, but rows can hold what they could not, or lack what they had;
 * - `affects-senders`: some payload that was accepted is refused, for those who move to the new version or, where
 *   nothing is pinned, at once;
 * - `forbidden`: a rule of `check` that never bends refuses it.
 */
export const meanings = ['safe', 'affects-readers', 'affects-senders', 'forbidden'] as const;
export type Meaning = (typeof meanings)[number];

/** Whether a meaning is at least as heavy as another. */
export function isAtLeast(meaning: Meaning, bar: Meaning): boolean {
  return meanings.indexOf(meaning) >= meanings.indexOf(bar);
}

/** The heaviest of them; `safe` where there is none. */
export function heaviest(all: Iterable<Meaning>): Meaning {
  let most: Meaning = 'safe';
  for (const meaning of all) if (isAtLeast(meaning, most)) most = meaning;
  return most;
}
