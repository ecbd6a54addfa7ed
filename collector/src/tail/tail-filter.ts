import { type Outcome, outcomes } from '@eventbook/shared/event/outcome';

/** What somebody wants to see of what comes in; an empty list asks for all. Within a list one is enough. */
export interface TailFilter {
  /** Names of events; `checkout.*` is all of a namespace. */
  readonly events: readonly string[];
  /** `<environment>/<name>`, or an environment for all of its sources. */
  readonly sources: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** A filter from `?event=…&source=…&outcome=…`, each as often as wanted; or what is wrong with it. */
export function tailFilter(query: URLSearchParams): TailFilter | { readonly problem: string } {
  for (const key of query.keys()) {
    if (!['event', 'source', 'outcome'].includes(key))
      return { problem: `There is no filter ${JSON.stringify(key)}, only event, source and outcome.` };
  }
  const wanted = query.getAll('outcome');
  const unknown = wanted.find((outcome) => !outcomes.some((known) => known === outcome));
  if (unknown !== undefined)
    return { problem: `There is no outcome ${JSON.stringify(unknown)}, only ${outcomes.join(', ')}.` };
  return {
    events: query.getAll('event'),
    sources: query.getAll('source'),
    outcomes: wanted as Outcome[],
  };
}

export function passes(filter: TailFilter, event: string, source: string, outcome: Outcome): boolean {
  const { events, sources, outcomes: wanted } = filter;
  return (
    (wanted.length === 0 || wanted.includes(outcome)) &&
    (events.length === 0 || events.some((one) => isIn(event, one, '.*'))) &&
    (sources.length === 0 || sources.some((one) => source === one || source.startsWith(`${one}/`)))
  );
}

function isIn(name: string, wanted: string, all: string): boolean {
  if (!wanted.endsWith(all)) return name === wanted;
  return name.startsWith(wanted.slice(0, -1));
}
