import { AppError } from '@eventbook/shared/errors/app-error';
import type { XXHashAPI } from 'xxhash-wasm';
import { GroupDraft } from '../journal/group-draft.js';
import type { Journal } from '../journal/journal.js';
import type { BodyForm } from '../http/content-type.js';
import { Refusal } from '../http/refusal.js';
import type { IngestMetrics } from '../metrics/ingest-metrics.js';
import type { TailTap } from '../tail/tail-tap.js';
import { nowMicroseconds } from '../clock/received-clock.js';
import type { CurrentSnapshot } from './current-snapshot.js';
import { judgeRequest, type JudgingOptions, type Origin } from './judge-request.js';
import { JudgedRequest } from './judged-request.js';
import { RateLimit } from './rate-limit.js';
import type { KnownSender } from './senders.js';

export interface IntakeOptions {
  readonly journal: Journal;
  readonly metrics: IngestMetrics;
  readonly hash: XXHashAPI;
  readonly tap: TailTap;
  readonly limits: {
    readonly max_events: number;
    readonly max_event_bytes: number;
    readonly max_pending_bytes: number;
    readonly max_events_per_second: number;
    readonly workers: number;
  };
  /** A sender knows a newer snapshot. */
  readonly onAhead: () => void;
  /** An event could not be judged, which is no fault of its sender. */
  readonly onBug: (error: unknown) => void;
  /** The journal can keep nothing more. */
  readonly onFailed: (failure: AppError) => void;
}

/**
 * The way of a request: prove, or parse and judge → draft of a group → journal → answer. Everything up to the journal
 * happens in one turn.
 */
export class Intake {
  snapshot: CurrentSnapshot | undefined;
  readonly #options: IntakeOptions;
  readonly #judging: JudgingOptions;
  readonly #limit: RateLimit;
  readonly #draft = new GroupDraft();
  #isRefused = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
    const { max_events_per_second: perSecond, workers } = options.limits;
    this.#limit = new RateLimit(perSecond / workers);
    this.#judging = { ...options.limits, onBug: options.onBug };
  }

  /** Why no request can be kept now, whatever is in it; undefined where it can. */
  get obstacle(): Refusal | undefined {
    const { journal, limits } = this.#options;
    if (journal.failure !== undefined) return new Refusal('journal_failed');
    if (this.snapshot === undefined) return new Refusal('no_snapshot');
    return journal.pendingBytes > limits.max_pending_bytes ? new Refusal('overloaded') : undefined;
  }

  /** Whether the journal did not take the last request. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Who a raw write key means. */
  sender(key: string | undefined): KnownSender | Refusal {
    if (key === undefined) return new Refusal('key_missing');
    return this.snapshot?.senders.find(key) ?? new Refusal('no_snapshot');
  }

  /** Why a source has to wait before it may send again; undefined where it has not. */
  limitOf({ source }: KnownSender): Refusal | undefined {
    const wait = this.#limit.wait(source);
    return wait === 0 ? undefined : new Refusal('rate_limited', undefined, wait);
  }

  /**
   * Keeps a body's events; answers the text for the sender once they are on disk. `answer` may be called at once. A request
   * is judged and labelled by one sender and snapshot, also where another snapshot is swapped in between its head and
   * the end of its body.
   */
  keep(origin: Origin, body: Buffer, form: BodyForm, answer: (result: string | Refusal) => void): void {
    const { metrics, onAhead, journal } = this.#options;
    // Much may have come in since the head of this request was looked at.
    const { obstacle } = this;
    const judged = obstacle ?? this.#judge(origin, body, form, true);
    if (judged instanceof Refusal) {
      answer(judged);
      return;
    }
    metrics.bodyBytes += body.length;
    this.#limit.take(origin.sender.source, judged.count);
    const draft = this.#draft;
    draft.receivedAt = journal.receive(nowMicroseconds());
    metrics.journalBytes += draft.length;
    // Nothing of the events is held while the disk works: garbage collection would copy all that waits there.
    const text = judged.answer();
    const { tally, seen } = judged;
    const startedAt = performance.now();
    journal.append(draft, (failure) => {
      if (failure === undefined) {
        metrics.journalLagSeconds = (performance.now() - startedAt) / 1000;
        metrics.countRequest(tally);
        this.#isRefused = false;
        for (const one of seen ?? []) this.#options.tap.show(one, origin.snapshot.catalog);
      } else {
        this.#isRefused = true;
        if (journal.failure !== undefined) this.#options.onFailed(journal.failure);
      }
      answer(failure === undefined ? text : new Refusal('journal_failed'));
    });
    if (judged.isAheadOfSnapshot) onAhead();
  }

  /** Says what would happen to a body's events, and keeps nothing. */
  validate(origin: Origin, body: Buffer, form: BodyForm): string | Refusal {
    const judged = this.#judge(origin, body, form, false);
    return judged instanceof Refusal ? judged : judged.answer();
  }

  #judge(origin: Origin, body: Buffer, form: BodyForm, isKept: boolean): JudgedRequest | Refusal {
    const { hash, tap } = this.#options;
    const request = new JudgedRequest(this.#draft, hash, origin.sender.origin, isKept ? tap : undefined);
    return judgeRequest(request, origin, body, form, this.#judging) ?? request;
  }
}
