import { outcomes, type Outcome, type OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Answer, AnswerError } from './answer.js';

export interface Reason extends AnswerError {
  /** Among the errors that were told; a collector tells 100 for each request. */
  readonly count: number;
}

/** Kinds of reason that are held apart; senders who get everything wrong differently must not fill the memory. */
const mostReasons = 1000;

/** What became of everything that was sent so far. */
export class Tally {
  readonly #counts: Record<Outcome, number> = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
  readonly #reasons = new Map<string, Reason>();
  #requests = 0;
  #retries = 0;
  #tooLarge = 0;

  add(answer: Answer): void {
    this.#requests += 1;
    for (const outcome of outcomes) this.#counts[outcome] += answer.counts[outcome];
    for (const error of answer.errors) this.#addReason(error);
  }

  addRetry(): void {
    this.#retries += 1;
  }

  /** An event that no request can carry. */
  addTooLarge(): void {
    this.#tooLarge += 1;
  }

  get counts(): OutcomeCounts {
    return { ...this.#counts };
  }

  /** Events that a collector has answered for. */
  get answered(): number {
    return outcomes.reduce((sum, outcome) => sum + this.#counts[outcome], 0);
  }

  get requests(): number {
    return this.#requests;
  }

  get retries(): number {
    return this.#retries;
  }

  get tooLarge(): number {
    return this.#tooLarge;
  }

  /** The most frequent first. */
  reasons(most: number): readonly Reason[] {
    return [...this.#reasons.values()].sort((a, b) => b.count - a.count).slice(0, most);
  }

  #addReason(error: AnswerError): void {
    const key = `${error.code} ${error.pointer}`;
    const known = this.#reasons.get(key);
    if (known !== undefined) this.#reasons.set(key, { ...known, count: known.count + 1 });
    else if (this.#reasons.size < mostReasons) this.#reasons.set(key, { ...error, count: 1 });
  }
}
