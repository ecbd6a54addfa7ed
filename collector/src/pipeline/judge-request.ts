import { Buffer } from 'node:buffer';
import { v7 } from 'uuid';
import type { Judge, Sender, Verdict } from '@eventbook/shared/event/judge';
import type { Outcome } from '@eventbook/shared/event/outcome';
import type { Violation } from '@eventbook/shared/event/violation';
import type { ParsedBody } from './parse-body.js';

/** An event of a request, judged, with the id it is kept under. */
export interface JudgedEvent {
  readonly verdict: Verdict;
  /** The name it says, whether the catalog knows it or not; '' where it says none. */
  readonly event: string;
  readonly id: string;
}

/** What senders are told of one event that was not simply accepted. */
interface AnsweredError extends Violation {
  readonly index: number;
  readonly event_id: string;
}

const mostErrors = 100;

/** The events of one request, judged one by one, and the answer that sums them up. */
export class JudgedRequest {
  readonly events: JudgedEvent[] = [];
  isAheadOfSnapshot = false;
  readonly #counts: Record<Outcome, number> = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
  readonly #errors: AnsweredError[] = [];
  #errorsTotal = 0;
  #madeIds: Record<number, string> | undefined;

  get rejected(): number {
    return this.#counts.rejected;
  }

  add(verdict: Verdict, event: string): void {
    const index = this.events.length;
    let id = verdict.eventId;
    if (id === undefined) {
      id = v7();
      (this.#madeIds ??= {})[index] = id;
    }
    this.events.push({ verdict, event, id });
    this.#counts[verdict.outcome] += 1;
    if (verdict.outcome === 'accepted') return;
    if (verdict.aheadOfSnapshot) this.isAheadOfSnapshot = true;
    for (const violation of verdict.violations) {
      this.#errorsTotal += 1;
      if (this.#errors.length < mostErrors) this.#errors.push({ index, event_id: id, ...violation });
    }
  }

  /** The body of the answer. */
  answer(): string {
    const { accepted, flagged, quarantined, rejected } = this.#counts;
    const errors = this.#errorsTotal === 0 ? '[]' : JSON.stringify(this.#errors);
    const ids = this.#madeIds === undefined ? '' : `,"event_ids":${JSON.stringify(this.#madeIds)}`;
    return (
      `{"accepted":${accepted},"flagged":${flagged},"quarantined":${quarantined},"rejected":${rejected},` +
      `"errors":${errors},"errors_total":${this.#errorsTotal}${ids}}`
    );
  }
}

/**
 * Judges every event of a body. One on which the judge itself fails is told to `onBug` and quarantined whole: were it
 * refused, its sender would try it for ever.
 */
export function judgeRequest(
  judge: Judge,
  body: ParsedBody,
  sender: Sender,
  mostBytes: number,
  onBug: (error: unknown) => void,
): JudgedRequest {
  const request = new JudgedRequest();
  for (let index = 0; index < body.count; index += 1) {
    let verdict: Verdict;
    try {
      verdict = judgeOne(judge, body, index, sender, mostBytes);
    } catch (error) {
      onBug(error);
      verdict = judge.judgeUnreadable(body.raw(index), notJudged);
    }
    request.add(verdict, verdict.table === '' ? nameIn(body.value(index)) : verdict.table);
  }
  return request;
}

const notJudged: Violation = {
  code: 'not_judged',
  pointer: '',
  message: 'the collector failed to judge this event; it is kept whole',
};

function judgeOne(judge: Judge, body: ParsedBody, index: number, sender: Sender, mostBytes: number): Verdict {
  const unreadable = body.unreadable(index);
  if (unreadable !== undefined) {
    const { raw, violation } = unreadable;
    if (typeof raw !== 'string')
      return judge.judgeUndecodable(Buffer.from(raw).toString('base64'), violation);
    return judge.judgeUnreadable(raw, violation);
  }
  const isLarger = body.isLargerThan(mostBytes, index);
  if (isLarger === true) return tooLarge(judge, body.raw(index), mostBytes);
  const verdict = judge.judge(body.value(index), sender, () => body.raw(index));
  if (isLarger === false) return verdict;
  // The size of an item of a list is that of its text written again; what is accepted is about that already.
  if (verdict.outcome === 'accepted' && verdict.content.length * 3 <= mostBytes) return verdict;
  const raw = body.raw(index);
  return Buffer.byteLength(raw) > mostBytes ? tooLarge(judge, raw, mostBytes) : verdict;
}

function nameIn(envelope: unknown): string {
  const isNamed = typeof envelope === 'object' && envelope !== null && 'event' in envelope;
  return isNamed && typeof envelope.event === 'string' ? envelope.event : '';
}

function tooLarge(judge: Judge, raw: string, mostBytes: number): Verdict {
  const message = `the event has ${Buffer.byteLength(raw)} bytes; ${mostBytes} are the most`;
  return judge.judgeUnreadable(raw, { code: 'too_large', pointer: '', message });
}
