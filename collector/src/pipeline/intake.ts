import { AppError } from '@eventbook/shared/errors/app-error';
import type { XXHashAPI } from 'xxhash-wasm';
import { GroupDraft } from '../journal/group-draft.js';
import type { Journal } from '../journal/journal.js';
import type { BodyForm } from '../http/content-type.js';
import { Refusal } from '../http/refusal.js';
import type { IngestMetrics } from '../metrics/ingest-metrics.js';
import { Tally } from '../metrics/tally.js';
import { nowMicroseconds } from './clock.js';
import type { CurrentSnapshot } from './current-snapshot.js';
import { judgeRequest, type JudgedRequest } from './judge-request.js';
import { parseBody } from './parse-body.js';
import type { KnownSender } from './senders.js';

export interface IntakeOptions {
  readonly journal: Journal;
  readonly metrics: IngestMetrics;
  readonly hash: XXHashAPI;
  readonly limits: {
    readonly max_events: number;
    readonly max_event_bytes: number;
    readonly max_pending_bytes: number;
  };
  /** A sender knows a newer snapshot. */
  readonly onAhead: () => void;
  /** An event could not be judged, which is no fault of its sender. */
  readonly onBug: (error: unknown) => void;
  /** The journal can keep nothing more. */
  readonly onFailed: (failure: AppError) => void;
}

/**
 * Who sends a request, and the snapshot that knows them. A request is judged and labelled by both, also where
 * another snapshot is swapped in between its head and the end of its body.
 */
export interface Origin {
  readonly sender: KnownSender;
  readonly snapshot: CurrentSnapshot;
}

/**
 * The way of a request: parse → judge → draft of a group → journal → answer. Everything up to the journal
 * happens in one turn.
 */
export class Intake {
  snapshot: CurrentSnapshot | undefined;
  readonly #options: IntakeOptions;
  readonly #draft = new GroupDraft();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Why no request can be kept now, whatever is in it; undefined where it can. */
  get obstacle(): Refusal | undefined {
    const { journal, limits } = this.#options;
    if (journal.failure !== undefined) return new Refusal('journal_failed');
    if (this.snapshot === undefined) return new Refusal('no_snapshot');
    return journal.pendingBytes > limits.max_pending_bytes ? new Refusal('overloaded') : undefined;
  }

  /** Who a raw write key means. */
  sender(key: string | undefined): KnownSender | Refusal {
    if (key === undefined) return new Refusal('key_missing');
    return this.snapshot?.senders.find(key) ?? new Refusal('no_snapshot');
  }

  /** Keeps a body's events. Answers the text for the sender once they are on disk. */
  keep(origin: Origin, body: Buffer, form: BodyForm): Promise<string | Refusal> {
    const { metrics, onAhead } = this.#options;
    // Much may have come in since the head of this request was looked at.
    const { obstacle } = this;
    if (obstacle !== undefined) return Promise.resolve(obstacle);
    const judged = this.#judge(origin, body, form);
    if (judged instanceof Refusal) return Promise.resolve(judged);
    metrics.bodyBytes += body.length;
    const appended = this.#append(origin.sender, judged);
    if (judged.isAheadOfSnapshot) onAhead();
    // Nothing of the events is held while the disk works: garbage collection would copy all that waits there.
    return this.#acknowledge(appended, judged.answer(), this.#tally(origin.snapshot, judged));
  }

  async #acknowledge(appended: Promise<void>, answer: string, tally: Tally): Promise<string | Refusal> {
    const { metrics, onFailed, journal } = this.#options;
    const startedAt = performance.now();
    try {
      await appended;
    } catch {
      if (journal.failure !== undefined) onFailed(journal.failure);
      return new Refusal('journal_failed');
    }
    metrics.journalLagSeconds = (performance.now() - startedAt) / 1000;
    metrics.countRequest(tally);
    return answer;
  }

  /** Says what would happen to a body's events, and keeps nothing. */
  validate(origin: Origin, body: Buffer, form: BodyForm): string | Refusal {
    const judged = this.#judge(origin, body, form);
    return judged instanceof Refusal ? judged : judged.answer();
  }

  #judge({ sender, snapshot }: Origin, body: Buffer, form: BodyForm): JudgedRequest | Refusal {
    const { limits, onBug } = this.#options;
    const parsed = parseBody(body, form, limits.max_events);
    if (parsed instanceof Refusal) return parsed;
    return judgeRequest(snapshot.judge, parsed, sender, limits.max_event_bytes, onBug);
  }

  #append(sender: KnownSender, judged: JudgedRequest): Promise<void> {
    const { journal, metrics, hash } = this.#options;
    const draft = this.#draft;
    draft.begin(sender.origin);
    for (const { verdict, id } of judged.events) {
      const { outcome, table, content, said } = verdict;
      if (outcome === 'rejected') continue;
      draft.addText({ outcome, table, id, said: hash.h64(`${said}}`), content: `${content}}` });
    }
    draft.rejected = judged.rejected;
    draft.receivedAt = journal.receive(nowMicroseconds());
    metrics.journalBytes += draft.length;
    return journal.append(draft);
  }

  /** Events and their outcomes, by the names that the catalog knows; '' for all others. */
  #tally({ catalog }: CurrentSnapshot, judged: JudgedRequest): Tally {
    const tally = new Tally();
    for (const { verdict, event } of judged.events) {
      tally.add(catalog.events.has(event) ? event : '', verdict.outcome);
    }
    return tally;
  }
}
