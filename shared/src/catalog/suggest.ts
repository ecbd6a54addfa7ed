import { distance } from 'fastest-levenshtein';
import { quoted } from './quote.js';

/** The known name that was most probably meant, or undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 200) return undefined;
  const wanted = name.toLowerCase();
  const letters = sorted(wanted);
  const farthest = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = farthest + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const offered = candidate.toLowerCase();
    // Two letters that changed places are two steps to Levenshtein and one slip to a typist.
    const isSwapped = offered.length === wanted.length && sorted(offered) === letters;
    const steps = Math.min(distance(wanted, offered), isSwapped ? farthest : Infinity);
    if (steps < bestDistance) {
      best = candidate;
      bestDistance = steps;
    }
  }
  return best;
}

function sorted(text: string): string {
  return Array.from(text).sort().join('');
}

/** `Did you mean "order_id"?`, or undefined where no known name is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const best = nearest(name, known);
  return best === undefined ? undefined : `Did you mean ${quoted(best)}?`;
}
