import { outcomes } from '@eventbook/shared/event/outcome';
import { Histogram } from './histogram.js';
import type { Sample } from './table.js';
import type { RequestTally } from './request-tally.js';
import { Tally } from './tally.js';

/** What an ingest process says of its present. */
interface IngestGauges {
  readonly inFlightBytes: number;
  readonly pendingBytes: number;
  readonly journalRefuses: number;
  readonly clockAheadSeconds: number;
  readonly loopDelaySeconds: number;
}

/**
 * What one ingest process counts: plain numbers, made into samples when somebody asks. Names of events are
 * those of the catalog, so nothing that senders make up can make it grow.
 */
export class IngestMetrics {
  bodyBytes = 0;
  journalBytes = 0;
  journalLagSeconds = 0;
  readonly requestEvents = new Histogram(
    'eventbook_collector_request_events',
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
  );
  readonly answerSeconds = new Histogram(
    'eventbook_collector_answer_seconds',
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  );
  readonly #events = new Tally();
  /** By event, code and field, with a space between. */
  readonly #violations = new Map<string, number>();
  readonly #statuses = new Map<number, number>();
  readonly #refusals = new Map<string, number>();

  /** A request whose events are on disk. Its names are the catalog's, and '' for what the catalog does not know. */
  countRequest(tally: RequestTally): void {
    this.requestEvents.observe(tally.events);
    tally.addTo(this.#events, this.#violations);
  }

  countAnswer(status: number, refusal: string | undefined, seconds: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    if (refusal !== undefined) this.#refusals.set(refusal, (this.#refusals.get(refusal) ?? 0) + 1);
    this.answerSeconds.observe(seconds);
  }

  samples(gauges: IngestGauges): Sample[] {
    const samples: Sample[] = [
      { metric: 'eventbook_collector_body_bytes_total', labels: {}, value: this.bodyBytes },
      { metric: 'eventbook_collector_journal_bytes_total', labels: {}, value: this.journalBytes },
      { metric: 'eventbook_collector_journal_lag_seconds', labels: {}, value: this.journalLagSeconds },
      { metric: 'eventbook_collector_in_flight_bytes', labels: {}, value: gauges.inFlightBytes },
      { metric: 'eventbook_collector_journal_pending_bytes', labels: {}, value: gauges.pendingBytes },
      { metric: 'eventbook_collector_journal_refuses', labels: {}, value: gauges.journalRefuses },
      { metric: 'eventbook_collector_clock_ahead_seconds', labels: {}, value: gauges.clockAheadSeconds },
      { metric: 'eventbook_collector_loop_delay_seconds', labels: {}, value: gauges.loopDelaySeconds },
      memorySample('ingest'),
      ...this.requestEvents.samples(),
      ...this.answerSeconds.samples(),
    ];
    for (const [event, counts] of this.#events.counts) {
      for (const outcome of outcomes) {
        if (counts[outcome] === 0) continue;
        samples.push({
          metric: 'eventbook_collector_events_total',
          labels: { event, outcome },
          value: counts[outcome],
        });
      }
    }
    for (const [key, value] of this.#violations) {
      const [event = '', code = '', field = ''] = key.split(' ');
      samples.push({ metric: 'eventbook_collector_violations_total', labels: { event, code, field }, value });
    }
    for (const [status, value] of this.#statuses) {
      samples.push({ metric: 'eventbook_collector_requests_total', labels: { status }, value });
    }
    for (const [code, value] of this.#refusals) {
      samples.push({ metric: 'eventbook_collector_refused_requests_total', labels: { code }, value });
    }
    return samples;
  }
}

/** The resident memory of this process. */
export function memorySample(process_: 'ingest' | 'writer' | 'relay' | 'parent'): Sample {
  const value = process.memoryUsage.rss();
  return { metric: 'eventbook_collector_memory_bytes', labels: { process: process_ }, value };
}
