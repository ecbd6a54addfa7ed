import type { Catalog } from '@eventbook/shared/catalog/model';
import type { Outcome } from '@eventbook/shared/event/outcome';
import type { Violation } from '@eventbook/shared/event/violation';
import { maskedFields } from './masked-fields.js';
import { passes, type TailFilter } from './tail-filter.js';
import type { TailedEvent, TailReport } from './tailed-event.js';

/** What one process shows in a second: enough to read, too little to slow the door down. */
const mostPerSecond = 200;
const reportEvery = 250;
const mostViolations = 10;

/** An event that was judged, as far as it is needed to show it. */
export interface SeenEvent {
  readonly event: string;
  readonly source: string;
  readonly outcome: Outcome;
  readonly id: string;
  readonly violations: readonly Violation[];
  /** JSON text of the content, braces included; '' where there are no fields to show. */
  readonly content: string;
}

/**
 * Where those who watch look into an ingest process. It costs nothing while nobody does, and under load it shows a sample:
 * as many a second as people can read, and how many there were.
 */
export class TailTap {
  readonly #report: (report: TailReport) => void;
  #filters: readonly TailFilter[] = [];
  #waiting: TailedEvent[] = [];
  #passed = 0;
  #shownThisSecond = 0;
  #second = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(report: (report: TailReport) => void) {
    this.#report = report;
  }

  get isOpen(): boolean {
    return this.#filters.length > 0;
  }

  /** Nobody watches where there are none. */
  watch(filters: readonly TailFilter[]): void {
    this.#filters = filters;
    clearInterval(this.#timer);
    this.#timer = this.isOpen ? setInterval(() => this.#tell(), reportEvery).unref() : undefined;
    if (!this.isOpen) this.#waiting = [];
  }

  /** Whether an event is to be shown, should it be kept; counts it where somebody wants to see it. */
  wants(event: string, source: string, outcome: Outcome): boolean {
    if (!this.#filters.some((filter) => passes(filter, event, source, outcome))) return false;
    this.#passed += 1;
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#shownThisSecond = 0;
    }
    if (this.#shownThisSecond === mostPerSecond) return false;
    this.#shownThisSecond += 1;
    return true;
  }

  /** A key that the catalog does not know is a sender's word, so what is unknown has no pointer. */
  show(seen: SeenEvent, catalog: Catalog): void {
    const { event, source, outcome, id, violations, content } = seen;
    const [environment = ''] = source.split('/', 1);
    this.#waiting.push({
      event,
      outcome,
      source,
      event_id: id,
      at: new Date().toISOString(),
      ...(content === '' ? {} : { fields: maskedFields(catalog, event, environment, fieldsIn(content)) }),
      ...(violations.length === 0
        ? {}
        : {
            violations: violations
              .slice(0, mostViolations)
              .map(({ code, pointer }) => ({ code, pointer: code.startsWith('unknown') ? '' : pointer })),
          }),
    });
  }

  #tell(): void {
    // An event is counted when it is judged and shown when it is on disk, which may be a report later.
    if (this.#passed === 0 && this.#waiting.length === 0) return;
    this.#report({ events: this.#waiting, passed: this.#passed });
    this.#waiting = [];
    this.#passed = 0;
  }
}

function fieldsIn(content: string): Readonly<Record<string, unknown>> {
  const { fields = {} } = JSON.parse(content) as { fields?: Readonly<Record<string, unknown>> };
  return fields;
}
