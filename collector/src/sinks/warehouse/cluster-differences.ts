import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import { addOutcomes, noOutcomes, sentOf } from '../../hours/outcome-sums.js';
import type { Difference } from '../../hours/reconciliation.js';
import type { HourNote } from '../../relay/notes.js';
import type { HourVerdict } from './judge-hour.js';

/** What collectors have told of a closed hour and is in no files. */
export function missingOfCollectors(
  { lacking }: HourVerdict,
  notes: ReadonlyMap<string, HourNote>,
): Difference[] {
  return lacking.map(({ collector, missing }): Difference => {
    const bytes = missing.reduce((sum, { from, to }) => sum + to - from, 0);
    const expected = sentOf(toldBy(notes.get(collector)));
    const message = `The collector ${collector} has ${expected} events of this hour; ${bytes} bytes of its journals have not come.`;
    return {
      kind: 'collector_missing',
      subject: collector,
      expected,
      found: `${bytes} bytes missing`,
      message,
    };
  });
}

/** The manifests of all writers of an hour together say what its collectors have told: every event is in one of them. */
export function sumsOfWriters(
  manifests: ReadonlyMap<string, OutcomeCounts>,
  notes: ReadonlyMap<string, HourNote>,
): Difference[] {
  const told = [...notes.values()].map(toldBy).reduce(addOutcomes, noOutcomes);
  const written = [...manifests.values()].reduce(addOutcomes, noOutcomes);
  return (Object.keys(noOutcomes) as (keyof OutcomeCounts)[]).flatMap((outcome): Difference[] => {
    const [expected, found] = [told[outcome], written[outcome]];
    if (expected === found) return [];
    const writers = [...manifests.keys()].sort().join(', ');
    const message = `The collectors have ${expected} events that were ${outcome}; the manifests of ${writers} together say ${found}.`;
    return [{ kind: 'writers_sum', subject: outcome, expected, found, message }];
  });
}

function toldBy(note: HourNote | undefined): OutcomeCounts {
  return (note?.segments ?? []).reduce((sum, { outcomes }) => addOutcomes(sum, outcomes), noOutcomes);
}
