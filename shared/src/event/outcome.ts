/** What became of an event at the door: exactly one of these, and they sum to what was sent. */
export const outcomes = ['accepted', 'flagged', 'quarantined', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** The outcomes that are kept in the journal; what is rejected is only counted and answered. */
export type KeptOutcome = Exclude<Outcome, 'rejected'>;

export type OutcomeCounts = Readonly<Record<Outcome, number>>;
