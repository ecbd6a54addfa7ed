import { outcomes, type OutcomeCounts } from '@eventbook/shared/event/outcome';

/** One reason why an event was not simply accepted. */
export interface AnswerError {
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
}

/** What a collector says of a request that it has kept (design: the wire). */
export interface Answer {
  readonly counts: OutcomeCounts;
  /** At most 100. */
  readonly errors: readonly AnswerError[];
}

/** Reads a 202's body; undefined for what no collector says of so many events. */
export function readAnswer(text: string, events: number): Answer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  let sum = 0;
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const count = value[outcome];
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) return undefined;
    counts[outcome] = count;
    sum += count;
  }
  if (sum !== events) return undefined;
  const errors = Array.isArray(value['errors']) ? value['errors'].slice(0, 100).flatMap(readError) : [];
  return { counts: counts as OutcomeCounts, errors };
}

function readError(value: unknown): AnswerError[] {
  if (!isRecord(value) || typeof value['code'] !== 'string') return [];
  const text = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
  return [{ code: value['code'], pointer: text('pointer'), message: text('message') }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
