import type { Outcome } from '@eventbook/shared/event/outcome';

type Counts = Record<Outcome, number>;

/** Numbers of events by name and outcome. */
export class Tally {
  readonly counts = new Map<string, Counts>();
  events = 0;

  add(event: string, outcome: Outcome, count = 1): void {
    let counts = this.counts.get(event);
    if (counts === undefined) {
      counts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
      this.counts.set(event, counts);
    }
    counts[outcome] += count;
    this.events += count;
  }

  addAll(other: Tally): void {
    for (const [event, { accepted, flagged, quarantined, rejected }] of other.counts) {
      if (accepted > 0) this.add(event, 'accepted', accepted);
      if (flagged > 0) this.add(event, 'flagged', flagged);
      if (quarantined > 0) this.add(event, 'quarantined', quarantined);
      if (rejected > 0) this.add(event, 'rejected', rejected);
    }
  }
}
