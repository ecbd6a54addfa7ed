import { distance } from 'fastest-levenshtein';
import { quoted } from './quote.js';

/** The known name that was most probably meant, or undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 200) return undefined;
  const wanted = name.toLowerCase();
  // Two letters that changed places count as two steps.
  const farthest = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = farthest + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const steps = distance(wanted, candidate.toLowerCase());
    if (steps < bestDistance) {
      best = candidate;
      bestDistance = steps;
    }
  }
  return best;
}

/** `Did you mean "order_id"?`, or undefined where no known name is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const best = nearest(name, known);
  return best === undefined ? undefined : `Did you mean ${quoted(best)}?`;
}
