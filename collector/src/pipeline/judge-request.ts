import { Buffer, isUtf8 } from 'node:buffer';
import type { Catalog, Event } from '@eventbook/shared/catalog/model';
import { declarationOf } from '@eventbook/shared/catalog/resolve';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import type { Verdict } from '@eventbook/shared/event/judge';
import { viewOf } from '@eventbook/shared/event/proof/known-text';
import type { Violation } from '@eventbook/shared/event/violation';
import type { BodyForm } from '../http/content-type.js';
import { Refusal } from '../http/refusal.js';
import type { CurrentSnapshot } from './current-snapshot.js';
import type { JudgedRequest } from './judged-request.js';
import { type ParsedBody, parseBody, tooMany } from './parse-body.js';
import type { KnownSender } from './senders.js';

export interface JudgingOptions {
  readonly max_events: number;
  readonly max_event_bytes: number;
  /** An event on which the judge itself failed: it is quarantined whole. Were it refused, its sender would try it for ever. */
  readonly onBug: (error: unknown) => void;
}

/** Who sent a body, and by what it is judged. */
export interface Origin {
  readonly sender: KnownSender;
  readonly snapshot: CurrentSnapshot;
}

const newline = 0x0a;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Judges every event of a body into `request`. Most are proven from their bytes; the others are parsed and judged.
 * A refusal means that nothing of the request is to be kept.
 */
export function judgeRequest(
  request: JudgedRequest,
  origin: Origin,
  body: Buffer,
  form: BodyForm,
  options: JudgingOptions,
): Refusal | undefined {
  // Proofs are about text.
  if (isUtf8(body)) {
    if (form === 'ndjson') return judgeLines(request, origin, body, options);
    if (body[0] === openBracket) {
      if (proveList(request, origin, body, options)) return undefined;
    } else if (proveOne(request, origin, body, viewOf(body), 0, options) === body.length) return undefined;
    request.restart();
  }
  const parsed = parseBody(body, form, options.max_events);
  if (parsed instanceof Refusal) return parsed;
  judgeParsed(request, origin, parsed, options);
  return undefined;
}

/** Takes in the event that begins at `at`, if it is proven; answers where it ends, else -1. */
function proveOne(
  request: JudgedRequest,
  { sender: { proof } }: Origin,
  body: Buffer,
  view: DataView,
  at: number,
  { max_event_bytes: mostBytes }: JudgingOptions,
): number {
  if (!proof.prove(body, view, at, body.length) || proof.end - at > mostBytes) return -1;
  request.addProven(proof, body);
  return proof.end;
}

function judgeLines(
  request: JudgedRequest,
  origin: Origin,
  body: Buffer,
  options: JudgingOptions,
): Refusal | undefined {
  const view = viewOf(body);
  for (let start = 0; start < body.length;) {
    if (request.count > options.max_events) break;
    const { proof } = origin.sender;
    const isProven =
      proof.prove(body, view, start, body.length) && proof.end - start <= options.max_event_bytes;
    if (isProven && (proof.end === body.length || body[proof.end] === newline)) {
      request.addProven(proof, body);
      start = proof.end + 1;
      continue;
    }
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    const line = parseBody(body.subarray(start, end), 'ndjson', 1);
    // A blank line is none.
    if (!(line instanceof Refusal)) judgeParsed(request, origin, line, options);
    start = end + 1;
  }
  if (request.count === 0) return new Refusal('body_empty');
  return request.count > options.max_events ? tooMany(options.max_events) : undefined;
}

/** Whether a list holds nothing but events that are proven; where it does not, it is judged from its beginning. */
function proveList(request: JudgedRequest, origin: Origin, body: Buffer, options: JudgingOptions): boolean {
  const view = viewOf(body);
  let place = 0;
  do {
    if (request.count === options.max_events) return false;
    place = proveOne(request, origin, body, view, place + 1, options);
    if (place === -1) return false;
  } while (body[place] === comma);
  return body[place] === closeBracket && place + 1 === body.length;
}

function judgeParsed(
  request: JudgedRequest,
  { sender, snapshot }: Origin,
  body: ParsedBody,
  { max_event_bytes: mostBytes, onBug }: JudgingOptions,
): void {
  const { judge, catalog } = snapshot;
  for (let index = 0; index < body.count; index += 1) {
    let verdict: Verdict;
    try {
      verdict = judgeOne(judge, body, index, sender, mostBytes);
    } catch (error) {
      onBug(error);
      verdict = judge.judgeUnreadable(body.raw(index), notJudged);
    }
    const name = verdict.table === '' ? nameIn(body.value(index)) : verdict.table;
    const event = catalog.events.get(name);
    request.add(
      verdict,
      event?.name ?? '',
      (pointer) => knownField(catalog, event, sender, pointer),
      () => didYouMean(name, eventsOf(catalog, sender)),
    );
  }
}

const notJudged: Violation = {
  code: 'not_judged',
  pointer: '',
  message: 'the collector failed to judge this event; it is kept whole',
};

function judgeOne(
  judge: CurrentSnapshot['judge'],
  body: ParsedBody,
  index: number,
  sender: KnownSender,
  mostBytes: number,
): Verdict {
  const unreadable = body.unreadable(index);
  if (unreadable !== undefined) {
    const { raw, violation } = unreadable;
    if (typeof raw !== 'string')
      return judge.judgeUndecodable(Buffer.from(raw).toString('base64'), violation);
    return judge.judgeUnreadable(raw, violation);
  }
  const isLarger = body.isLargerThan(mostBytes, index);
  const value = body.value(index);
  if (isLarger === true)
    return judge.judgeTooLarge(value, body.raw(index), tooLarge(body.raw(index), mostBytes));
  const verdict = judge.judge(value, sender, () => body.raw(index));
  if (isLarger === false) return verdict;
  // The size of an item of a list is that of its text written again; what is accepted is about that already.
  if (verdict.outcome === 'accepted' && verdict.content.length * 3 <= mostBytes) return verdict;
  const raw = body.raw(index);
  return Buffer.byteLength(raw) > mostBytes
    ? judge.judgeTooLarge(value, raw, tooLarge(raw, mostBytes))
    : verdict;
}

/** What a sender may have meant: events of its environment. */
function* eventsOf(catalog: Catalog, { environment }: KnownSender): Iterable<string> {
  for (const { name, card } of catalog.events.values()) {
    if (Object.hasOwn(card.environments, environment)) yield name;
  }
}

/** The field that a pointer is about, where the catalog declares it for the event or its sender. */
function knownField(
  catalog: Catalog,
  event: Event | undefined,
  { environment }: KnownSender,
  pointer: string,
): string {
  const [, key, name = ''] = pointer.split('/', 3);
  if (key !== 'fields' || event === undefined) return '';
  const holders = [event, catalog.environments.get(environment)];
  return holders.some((holder) => holder !== undefined && declarationOf(catalog, holder, name) !== undefined)
    ? name
    : '';
}

function nameIn(envelope: unknown): string {
  const isNamed = typeof envelope === 'object' && envelope !== null && 'event' in envelope;
  return isNamed && typeof envelope.event === 'string' ? envelope.event : '';
}

function tooLarge(raw: string, mostBytes: number): Violation {
  const message = `the event has ${Buffer.byteLength(raw)} bytes; ${mostBytes} are the most`;
  return { code: 'too_large', pointer: '', message };
}
