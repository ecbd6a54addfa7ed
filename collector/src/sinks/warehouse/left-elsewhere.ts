import type { Elsewhere } from '../../hours/elsewhere.js';
import { HourArrivals } from './arrivals.js';
import type { Holder } from './held-elsewhere.js';

/**
 * What of an hour other writers have. What two of them have is kept by the one whose name comes first: so there is always one
 * that keeps it, whoever has heard what of whom. What is in files already is left to nobody who has not got it into files, too.
 * @param arrivals what this writer has
 * @param inFiles what of it may be in the files of its closed hour
 */
export function elsewhereOf(
  writer: string,
  arrivals: HourArrivals,
  inFiles: HourArrivals,
  others: readonly Holder[],
): Omit<Elsewhere, 'generation'> {
  const left = new HourArrivals();
  const unwritten = HourArrivals.of(arrivals.without(inFiles));
  for (const other of others) {
    if (other.writer > writer) continue;
    left.addAll(arrivals.common(other.written));
    left.addAll(unwritten.common(other.held));
  }
  return { writers: others.map((other) => other.writer).sort(), left: left.segments };
}
