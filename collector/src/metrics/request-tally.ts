import type { Outcome } from '@eventbook/shared/event/outcome';
import type { ViolationCode } from '@eventbook/shared/event/violation';
import { Tally } from './tally.js';

/** The same for one request, of which most hold one event, or many of few kinds: it makes no map until it has to. */
export class RequestTally {
  events = 0;
  #event = '';
  #outcome: Outcome = 'accepted';
  #count = 0;
  #others: Tally | undefined;
  #violations: string[] | undefined;

  add(event: string, outcome: Outcome): void {
    this.events += 1;
    if (this.#count === 0) {
      this.#event = event;
      this.#outcome = outcome;
    }
    if (event === this.#event && outcome === this.#outcome) this.#count += 1;
    else (this.#others ??= new Tally()).add(event, outcome);
  }

  /** A reason; `event` and `field` are names that the catalog knows, or ''. */
  violate(event: string, code: ViolationCode, field: string): void {
    (this.#violations ??= []).push(`${event} ${code} ${field}`);
  }

  addTo(total: Tally, violations: Map<string, number>): void {
    for (const key of this.#violations ?? []) violations.set(key, (violations.get(key) ?? 0) + 1);
    if (this.#count > 0) total.add(this.#event, this.#outcome, this.#count);
    if (this.#others !== undefined) total.addAll(this.#others);
  }
}
