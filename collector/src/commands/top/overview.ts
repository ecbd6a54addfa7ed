import { type Outcome, outcomes } from '@eventbook/shared/event/outcome';
import type { MetricName } from '../../metrics/table.js';
import type { MetricValue } from '../../metrics/render.js';

interface EventRates {
  /** '' for all that the catalog does not know. */
  readonly event: string;
  /** Per second. */
  readonly rates: Readonly<Record<Outcome, number>>;
  readonly perSecond: number;
  /** Since the processes started. */
  readonly total: number;
}

interface ReasonRate {
  readonly event: string;
  readonly code: string;
  readonly field: string;
  readonly perSecond: number;
  readonly total: number;
}

/** What an operator wants to know first, over the time between two askings. */
export interface Overview {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly eventsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly refusedPerSecond: number;
  /** Upper bounds of answer times, in seconds; undefined where nothing was answered. */
  readonly answers: { readonly p50: number; readonly p99: number; readonly slowest: number } | undefined;
  readonly journalLagSeconds: number;
  readonly journalPendingBytes: number;
  readonly journalDiskBytes: number;
  readonly journalRefuses: boolean;
  readonly diskFreeBytes: number | undefined;
  readonly snapshotSequence: number | undefined;
  readonly snapshotAgeSeconds: number | undefined;
  readonly hoursWaiting: number;
  /** Destinations that are behind, most first. */
  readonly behind: readonly {
    readonly destination: string;
    readonly events: number;
    readonly seconds: number;
  }[];
  readonly restarts: number;
  readonly clockAheadSeconds: number;
  /** Most first. */
  readonly events: readonly EventRates[];
  readonly reasons: readonly ReasonRate[];
}

type Labels = MetricValue['labels'];

/** The numbers of one asking, by metric and labels. */
export class Numbers {
  readonly #values: readonly MetricValue[];

  constructor(values: readonly MetricValue[]) {
    this.#values = values;
  }

  of(name: string): readonly MetricValue[] {
    return this.#values.filter((one) => one.name === name);
  }

  sum(name: string, labels: Labels = {}): number {
    const wanted = Object.entries(labels);
    return this.of(name)
      .filter((one) => wanted.every(([key, value]) => one.labels[key] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }

  first(name: MetricName): number | undefined {
    return this.of(name)[0]?.value;
  }
}

/** @param seconds between the two askings */
export function overview(before: Numbers, now: Numbers, seconds: number): Overview {
  // A process that was started anew counts from nothing.
  const rate = (name: string, labels: Labels = {}): number =>
    Math.max(0, now.sum(name, labels) - before.sum(name, labels)) / seconds;
  const counted = 'eventbook_collector_events_total';
  const byOutcome = (labels: Labels): Record<Outcome, number> =>
    Object.fromEntries(outcomes.map((outcome) => [outcome, rate(counted, { ...labels, outcome })])) as Record<
      Outcome,
      number
    >;
  const names = new Set(now.of(counted).map(({ labels }) => String(labels['event'] ?? '')));
  const all = byOutcome({});
  return {
    outcomes: all,
    eventsPerSecond: sumOf(all),
    requestsPerSecond: rate('eventbook_collector_requests_total'),
    refusedPerSecond: rate('eventbook_collector_refused_requests_total'),
    answers: answersOf(before, now),
    journalLagSeconds: now.sum('eventbook_collector_journal_lag_seconds'),
    journalPendingBytes: now.sum('eventbook_collector_journal_pending_bytes'),
    journalDiskBytes: now.sum('eventbook_collector_journal_disk_bytes'),
    journalRefuses: now.sum('eventbook_collector_journal_refuses') > 0,
    diskFreeBytes: now.first('eventbook_collector_disk_free_bytes'),
    snapshotSequence: now.first('eventbook_collector_snapshot_sequence'),
    snapshotAgeSeconds: now.first('eventbook_collector_snapshot_age_seconds'),
    hoursWaiting: now.sum('eventbook_collector_hours_waiting'),
    behind: now
      .of('eventbook_collector_relay_behind_events')
      .map(({ labels, value: events }) => {
        const destination = String(labels['destination'] ?? '');
        return {
          destination,
          events,
          seconds: now.sum('eventbook_collector_relay_behind_seconds', { destination }),
        };
      })
      .filter(({ events, seconds }) => events > 0 || seconds > 0)
      .sort((one, other) => other.seconds - one.seconds),
    restarts: now.sum('eventbook_collector_process_restarts_total'),
    clockAheadSeconds: now.sum('eventbook_collector_clock_ahead_seconds'),
    events: [...names]
      .map((event) => {
        const rates = byOutcome({ event });
        return { event, rates, perSecond: sumOf(rates), total: now.sum(counted, { event }) };
      })
      .sort(mostFirst),
    reasons: now
      .of('eventbook_collector_violations_total')
      .map(({ labels, value }) => ({
        event: String(labels['event'] ?? ''),
        code: String(labels['code'] ?? ''),
        field: String(labels['field'] ?? ''),
        perSecond: rate('eventbook_collector_violations_total', labels),
        total: value,
      }))
      .sort(mostFirst),
  };
}

function mostFirst(
  one: { readonly perSecond: number; readonly total: number },
  other: { readonly perSecond: number; readonly total: number },
): number {
  return other.perSecond - one.perSecond || other.total - one.total;
}

function sumOf(rates: Readonly<Record<Outcome, number>>): number {
  return outcomes.reduce((sum, outcome) => sum + rates[outcome], 0);
}

/** From the buckets of the histogram: each answer took at most its bucket's bound. */
function answersOf(before: Numbers, now: Numbers): Overview['answers'] {
  const name = 'eventbook_collector_answer_seconds_bucket';
  const buckets = now
    .of(name)
    .map(({ labels, value }) => {
      const le = labels['le'] ?? '+Inf';
      return { bound: le === '+Inf' ? Infinity : Number(le), count: value - before.sum(name, { le }) };
    })
    .sort((one, other) => one.bound - other.bound);
  const count = buckets.at(-1)?.count ?? 0;
  if (count <= 0) return undefined;
  const at = (share: number): number => buckets.find((one) => one.count >= count * share)?.bound ?? Infinity;
  return { p50: at(0.5), p99: at(0.99), slowest: at(1) };
}
