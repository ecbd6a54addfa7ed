import type { Witness } from './witness.js';

const longestPayload = 120;

/** What is sent, and who takes it and who does not: a line for each. */
export function witnessLines(witness: Witness): readonly [sent: string, taken: string] {
  const { accepted, source, violations = [] } = witness;
  const payload = JSON.stringify(accepted.fields);
  const shown = payload.length > longestPayload ? `${payload.slice(0, longestPayload)}…` : payload;
  const [reason] = violations;
  return [
    `for example ${source} sends ${accepted.event} with ${shown}`,
    `taken ${sideWords(witness, 'accepted')}; ${sideWords(witness, 'refused')}: ${reason?.message ?? 'refused'}`,
  ];
}

/** `as version 3`, or where both are one version: `before`. */
function sideWords(witness: Witness, side: 'accepted' | 'refused'): string {
  if (witness.accepted.version !== witness.refused.version) return `as version ${witness[side].version}`;
  const by = side === 'accepted' ? witness.accepted_by : witness.refused_by;
  return by === 'before' ? 'before' : 'now';
}
