import type { Problem } from './problem.js';
import type { Queued } from './queue.js';
import type { Reply } from './transport.js';

/** What a sender has to do about a reply. */
export type Consequence = 'done' | 'retry' | 'split' | 'drop';

interface Answer {
  readonly accepted: number;
  readonly errors: readonly {
    readonly index: number;
    readonly outcome?: unknown;
    readonly code: string;
    readonly pointer: string;
    readonly message: string;
  }[];
}

const outcomes = ['flagged', 'quarantined', 'rejected'] as const;

export function consequenceOf({ status, body }: Reply): Consequence {
  if (status === 202) return readAnswer(body) === undefined ? 'retry' : 'done';
  if (status === 413) return 'split';
  // A key may be so new that the collector has not heard of it; a proxy's 408 and 429 pass.
  if (status === 401 || status === 403 || status === 408 || status === 429) return 'retry';
  if (status >= 400 && status < 500 && readRefusal(body) !== undefined) return 'drop';
  // No collector answers anything else, so this is none: a proxy, a portal, an address that is wrong.
  return 'retry';
}

/** What a collector said of single events of a batch that it took. */
export function problemsIn(body: string, batch: readonly Queued[]): Problem[] {
  const answer = readAnswer(body);
  if (answer === undefined) return [];
  return answer.errors.flatMap(({ index, outcome: said, code, pointer, message }) => {
    const item = batch[index];
    if (item === undefined) return [];
    const outcome = outcomes.find((one) => one === said) ?? 'not accepted';
    return [{ event: item.event, id: item.id, outcome, code, pointer, message }];
  });
}

/** The message of a refusal, as only a collector writes it. */
export function readRefusal(body: string): string | undefined {
  const value = parsed(body) as { readonly code?: unknown; readonly message?: unknown } | undefined;
  return typeof value?.code === 'string' && typeof value.message === 'string' ? value.message : undefined;
}

function readAnswer(body: string): Answer | undefined {
  const value = parsed(body) as Partial<Answer> | undefined;
  return typeof value?.accepted === 'number' && Array.isArray(value.errors) ? (value as Answer) : undefined;
}

function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
