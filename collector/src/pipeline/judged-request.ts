import { v7 } from 'uuid';
import type { XXHashAPI } from 'xxhash-wasm';
import type { Verdict } from '@eventbook/shared/event/judge';
import type { Outcome } from '@eventbook/shared/event/outcome';
import type { EnvelopeProof } from '@eventbook/shared/event/proof/envelope-proof';
import type { Violation } from '@eventbook/shared/event/violation';
import type { GroupDraft } from '../journal/group-draft.js';
import type { GroupOrigin } from '../journal/record.js';
import type { SeenEvent, TailTap } from '../tail/tail-tap.js';
import { packUuid } from '../journal/uuid-bytes.js';
import { RequestTally } from '../metrics/request-tally.js';

/** What senders are told of one event that was not simply accepted. */
interface AnsweredError extends Violation {
  readonly index: number;
  readonly event_id: string;
  /** What became of the event, the same in each of its errors. */
  readonly outcome: Outcome;
}

const mostErrors = 100;
/** Looking through a thousand names for what was meant takes longer than all else. */
const mostHints = 5;
/** A call into native code costs as much as copying this many bytes by hand. */
const copiedByHand = 64;

/** The events of one request: what is kept of them, in a draft for the journal, and the answer that sums them up. */
export class JudgedRequest {
  isAheadOfSnapshot = false;
  /** What those who watch are to see of it, once it is kept. */
  seen: SeenEvent[] | undefined;
  /** By the names that the catalog knows; '' for all others. */
  tally = new RequestTally();
  readonly #draft: GroupDraft;
  readonly #hash: XXHashAPI;
  readonly #origin: GroupOrigin;
  readonly #tap: TailTap | undefined;
  #counts: Record<Outcome, number> = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
  #count = 0;
  #errors: AnsweredError[] | undefined;
  #errorsTotal = 0;
  #madeIds: Record<number, string> | undefined;
  #lastMadeId = '';
  #hints = 0;

  constructor(draft: GroupDraft, hash: XXHashAPI, origin: GroupOrigin, tap?: TailTap) {
    this.#draft = draft;
    this.#hash = hash;
    this.#origin = origin;
    this.#tap = tap?.isOpen === true ? tap : undefined;
    draft.begin(origin);
  }

  /** Forgets all events: they are judged again from the first. */
  restart(): void {
    if (this.#count === 0) return;
    this.#draft.begin(this.#origin);
    this.tally = new RequestTally();
    this.#counts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
    this.#count = 0;
    this.#madeIds = undefined;
    this.seen = undefined;
  }

  /** How many events there are. */
  get count(): number {
    return this.#count;
  }

  /** Keeps an event whose bytes were proven: they are what is stored. */
  addProven(proof: EnvelopeProof, body: Buffer): void {
    const draft = this.#draft;
    const { idStart, headStart, headEnd, restStart, end } = proof;
    const eventName = proof.validator?.event ?? '';
    const headLength = headEnd - headStart;
    const length = headLength + end - restStart;
    const at = draft.reserve(length);
    const { bytes } = draft;
    copy(body, headStart, headEnd, bytes, at);
    copy(body, restStart, end, bytes, at + headLength);
    if (idStart === -1) bytes.write(this.#makeId().replaceAll('-', ''), draft.idPlace, 'hex');
    else packUuid(body, idStart, bytes, draft.idPlace);
    const said = this.#hash.h64Raw(bytes.subarray(at, at + length));
    // Names of events are ASCII.
    draft.add('accepted', eventName.length, said, length);
    this.#counts.accepted += 1;
    this.#count += 1;
    this.tally.add(eventName, 'accepted');
    if (this.#tap !== undefined) {
      const id = idStart === -1 ? this.#lastMadeId : body.toString('latin1', idStart, idStart + 36);
      this.#look(eventName, 'accepted', id, [], () => `{${bytes.toString('utf8', at, at + length)}`);
    }
  }

  /**
   * Keeps what the judge made of an event, unless it is rejected.
   * @param knownName '' where the catalog does not know the event; `fieldOf` says the same of what a pointer is about
   * @param meant which event was probably meant by one that is unknown, as a sentence: it is told, not stored
   */
  add(
    verdict: Verdict,
    knownName: string,
    fieldOf: (pointer: string) => string,
    meant: () => string | undefined,
  ): void {
    const { outcome, table, content, said, violations } = verdict;
    const id = verdict.eventId ?? this.#makeId();
    if (outcome === 'rejected') this.#draft.rejected += 1;
    else
      this.#draft.addText({
        outcome,
        table,
        id,
        said: this.#hash.h64(`${said}}`),
        content: `${content}}`,
      });
    if (verdict.aheadOfSnapshot) this.isAheadOfSnapshot = true;
    this.#look(knownName, outcome, id, violations, () => (table === '' ? '' : `{${content}}`));
    for (const violation of violations) {
      this.tally.violate(knownName, violation.code, fieldOf(violation.pointer));
      this.#errorsTotal += 1;
      this.#errors ??= [];
      if (this.#errors.length < mostErrors) {
        const told = violation.code === 'unknown_event' ? this.#withHint(violation, meant) : violation;
        this.#errors.push({ index: this.#count, event_id: id, outcome, ...told });
      }
    }
    this.#counts[outcome] += 1;
    this.#count += 1;
    this.tally.add(knownName, outcome);
  }

  /** The body of the answer. */
  answer(): string {
    const { accepted, flagged, quarantined, rejected } = this.#counts;
    const errors = this.#errors === undefined ? '[]' : JSON.stringify(this.#errors);
    const ids = this.#madeIds === undefined ? '' : `,"event_ids":${JSON.stringify(this.#madeIds)}`;
    return (
      `{"accepted":${accepted},"flagged":${flagged},"quarantined":${quarantined},"rejected":${rejected},` +
      `"errors":${errors},"errors_total":${this.#errorsTotal}${ids}}`
    );
  }

  #withHint(violation: Violation, meant: () => string | undefined): Violation {
    const hint = this.#hints < mostHints ? meant() : undefined;
    this.#hints += 1;
    return hint === undefined ? violation : { ...violation, message: `${violation.message}. ${hint}` };
  }

  #look(
    event: string,
    outcome: Outcome,
    id: string,
    violations: readonly Violation[],
    content: () => string,
  ): void {
    const { source } = this.#origin;
    if (this.#tap?.wants(event, source, outcome) !== true) return;
    (this.seen ??= []).push({ event, source, outcome, id, violations, content: content() });
  }

  #makeId(): string {
    const id = v7();
    this.#lastMadeId = id;
    (this.#madeIds ??= {})[this.#count] = id;
    return id;
  }
}

function copy(from: Buffer, start: number, end: number, target: Buffer, at: number): void {
  if (end - start > copiedByHand) {
    from.copy(target, at, start, end);
    return;
  }
  for (let place = start; place < end; place += 1) target[at + place - start] = from[place] as number;
}
