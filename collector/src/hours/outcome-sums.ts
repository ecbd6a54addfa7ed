import type { OutcomeCounts } from '@eventbook/shared/event/outcome';

export const noOutcomes: OutcomeCounts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };

export function addOutcomes(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return {
    accepted: one.accepted + other.accepted,
    flagged: one.flagged + other.flagged,
    quarantined: one.quarantined + other.quarantined,
    rejected: one.rejected + other.rejected,
  };
}

export function sentOf(outcomes: OutcomeCounts): number {
  return outcomes.accepted + outcomes.flagged + outcomes.quarantined + outcomes.rejected;
}
