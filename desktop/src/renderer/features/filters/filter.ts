import type { EventRow } from '../../../api/catalog.js';

/** `owner:payments`: one thing that is asked of events, and what it has to be. */
type Condition = string;
/** Conditions on one thing are alternatives; all things that are asked for have to hold. */
export type Filter = readonly Condition[];

/** What has to be known beside the event itself. */
export interface Situation {
  /** Owners among whose members is whoever works here. */
  readonly mine: ReadonlySet<string>;
  /** Events in which something is found. */
  readonly withFindings: ReadonlySet<string>;
  /** Events that are not as they are published. */
  readonly changed: ReadonlySet<string>;
}

type Test = (row: EventRow, value: string, situation: Situation) => boolean;

const tests: Readonly<Record<string, Test>> = {
  owner: ({ owner }, value) => owner === value,
  environment: ({ environments }, value) => environments.includes(value),
  destination: ({ destinations }, value) => destinations.includes(value),
  status: ({ status }, value) => status === value,
  privacy: ({ privacy }, value) => privacy.some((each) => each === value),
  tag: ({ tags }, value) => tags.includes(value),
  is: ({ name, owner }, value, { mine, withFindings, changed }) =>
    value === 'mine' ? mine.has(owner) : (value === 'changed' ? changed : withFindings).has(name),
};

/** Whether an event answers to a filter. `is:` conditions are things of their own; what nobody knows of asks for nothing. */
export function answersTo(row: EventRow, filter: Filter, situation: Situation): boolean {
  const alternatives = new Map<string, boolean>();
  for (const condition of filter) {
    const at = condition.indexOf(':');
    const thing = condition.slice(0, at);
    const test = tests[thing];
    if (test === undefined) continue;
    const key = thing === 'is' ? condition : thing;
    const holds = test(row, condition.slice(at + 1), situation);
    alternatives.set(key, holds || alternatives.get(key) === true);
  }
  return [...alternatives.values()].every(Boolean);
}
