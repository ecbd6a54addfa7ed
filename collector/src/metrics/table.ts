/**
 * Every metric of the collector, once: what is served at /metrics and the table in docs/collector.md come
 * from here. Labels are bounded: by the catalog, or by lists of ours.
 */
interface Metric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** What becomes of the values of several processes. */
  readonly aggregator: 'sum' | 'max';
}

export const metrics = {
  eventbook_collector_events_total: {
    type: 'counter',
    help: 'Events by outcome; `event` is empty where the catalog does not know it.',
    labels: ['event', 'outcome'],
    aggregator: 'sum',
  },
  eventbook_collector_violations_total: {
    type: 'counter',
    help: 'Reasons why events were not simply accepted; `event` and `field` are empty where the catalog does not know them.',
    labels: ['event', 'code', 'field'],
    aggregator: 'sum',
  },
  eventbook_collector_requests_total: {
    type: 'counter',
    help: 'Answered requests for events, by status.',
    labels: ['status'],
    aggregator: 'sum',
  },
  eventbook_collector_refused_requests_total: {
    type: 'counter',
    help: 'Requests of which nothing was kept, by code.',
    labels: ['code'],
    aggregator: 'sum',
  },
  eventbook_collector_body_bytes_total: {
    type: 'counter',
    help: 'Bytes of bodies that were judged, unpacked.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_request_events: {
    type: 'histogram',
    help: 'Events of a request that was kept.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_answer_seconds: {
    type: 'histogram',
    help: 'From a request for events to its answer.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_in_flight_bytes: {
    type: 'gauge',
    help: 'Bodies being received or waiting for their sync.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_journal_bytes_total: {
    type: 'counter',
    help: 'Bytes that were appended to journals.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_journal_pending_bytes: {
    type: 'gauge',
    help: 'Appended to a journal and not yet on disk.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_journal_lag_seconds: {
    type: 'gauge',
    help: 'How long the latest request waited for its sync; the slowest process.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_journal_refuses: {
    type: 'gauge',
    help: '1 while the last write of a journal failed: events are answered 503.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_journal_disk_bytes: {
    type: 'gauge',
    help: 'What the journals take on disk, sealed segments too.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_disk_free_bytes: {
    type: 'gauge',
    help: 'Free on the disk of `data` or `warehouse`.',
    labels: ['place'],
    aggregator: 'max',
  },
  eventbook_collector_clock_ahead_seconds: {
    type: 'gauge',
    help: 'By how much the newest `_received_at` is ahead of the clock, after the clock was set back.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_loop_delay_seconds: {
    type: 'gauge',
    help: 'The longest time since the last asking in which an ingest process answered nobody.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_memory_bytes: {
    type: 'gauge',
    help: 'Resident memory by kind of process.',
    labels: ['process'],
    aggregator: 'sum',
  },
  eventbook_collector_process_restarts_total: {
    type: 'counter',
    help: 'Processes that ended unasked and were started anew.',
    labels: ['process'],
    aggregator: 'sum',
  },
  eventbook_collector_snapshot_sequence: {
    type: 'gauge',
    help: 'The sequence of the snapshot that is judged by.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_snapshot_age_seconds: {
    type: 'gauge',
    help: 'Since the current snapshot was signed, or else committed.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_snapshot_unchecked_seconds: {
    type: 'gauge',
    help: 'Since the place of the snapshots last answered.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_collector_snapshot_swaps_total: {
    type: 'counter',
    help: 'Snapshots that were taken into use.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_snapshot_refusals_total: {
    type: 'counter',
    help: 'Askings that gave no snapshot that could be used, by code.',
    labels: ['code'],
    aggregator: 'sum',
  },
  eventbook_collector_hours_written_total: {
    type: 'counter',
    help: 'Hours of Parquet that were written, by the state they were left in.',
    labels: ['state'],
    aggregator: 'sum',
  },
  eventbook_collector_hours_waiting: {
    type: 'gauge',
    help: 'Hours that are over and not closed yet.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_hour_failures_total: {
    type: 'counter',
    help: 'Hours that could not be written, by code; they are tried again.',
    labels: ['code'],
    aggregator: 'sum',
  },
  eventbook_collector_writer_rows_total: {
    type: 'counter',
    help: 'Rows in event tables that were written; an hour that is written again counts again.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_collector_relay_events_total: {
    type: 'counter',
    help: 'Events that nsqd has said OK to; more than there are where something was sent again.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_messages_total: {
    type: 'counter',
    help: 'Messages that nsqd has said OK to.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_bytes_total: {
    type: 'counter',
    help: 'Bytes of those messages.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_failures_total: {
    type: 'counter',
    help: 'Publishings that no nsqd took; they are tried again.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_oversize_total: {
    type: 'counter',
    help: 'Events that are larger than a message may be and were not relayed.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_cut_off_total: {
    type: 'counter',
    help: 'Positions that retention freed before they were relayed.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_behind_events: {
    type: 'gauge',
    help: 'Events in the journals that a destination has not come past yet, whether they are for it or not.',
    labels: ['destination'],
    aggregator: 'sum',
  },
  eventbook_collector_relay_behind_seconds: {
    type: 'gauge',
    help: 'How long ago the oldest event was received that waits for a destination; 0 where none does.',
    labels: ['destination'],
    aggregator: 'max',
  },
  eventbook_collector_relay_stuck: {
    type: 'gauge',
    help: '1 while no nsqd takes what is to be sent.',
    labels: ['destination'],
    aggregator: 'max',
  },
  eventbook_sink_messages_total: {
    type: 'counter',
    help: 'Messages that came from NSQ.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_bytes_total: {
    type: 'counter',
    help: 'Their bytes.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_events_total: {
    type: 'counter',
    help: 'Events that were kept, or delivered.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_again_total: {
    type: 'counter',
    help: 'Events that came once more and were passed over.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_nsqd_connected: {
    type: 'gauge',
    help: 'How many nsqd are listened to.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_replays_asked_total: {
    type: 'counter',
    help: 'How often collectors were asked for what is missing of an hour.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_deliveries_total: {
    type: 'counter',
    help: 'Batches that the destination has.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_delivery_failures_total: {
    type: 'counter',
    help: 'Batches that could not be delivered, or passes over a bucket that did not come to their end; they are tried again.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_unroutable_total: {
    type: 'counter',
    help: 'Events that a RabbitMQ had no queue for, and dropped.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_stuck: {
    type: 'gauge',
    help: '1 while the destination takes nothing.',
    labels: [],
    aggregator: 'max',
  },
  eventbook_sink_hours_mirrored_total: {
    type: 'counter',
    help: 'Hours that were put into the bucket, manifest and all.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_hours_behind: {
    type: 'gauge',
    help: 'Finished hours that the bucket lacks, or has an older generation of.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_files_uploaded_total: {
    type: 'counter',
    help: 'Files that were put into the bucket.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_uploaded_bytes_total: {
    type: 'counter',
    help: 'Bytes of files that were sent to the bucket.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_parts_kept_total: {
    type: 'counter',
    help: 'Parts of uploads that had been cut off, which were not sent again.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_files_mended_total: {
    type: 'counter',
    help: 'Files in the bucket that were not what their manifest says, and were put there anew.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_files_deleted_total: {
    type: 'counter',
    help: 'Files that were deleted from the bucket, because no manifest names them any more.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_hours_absent: {
    type: 'gauge',
    help: 'Closed hours of which something is missing.',
    labels: [],
    aggregator: 'sum',
  },
  eventbook_sink_set_aside_total: {
    type: 'counter',
    help: 'Messages that can never be delivered, by reason: they stand in `set-aside`.',
    labels: ['reason'],
    aggregator: 'sum',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metrics;

/** One number of a metric. */
export interface Sample {
  readonly metric: MetricName;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Of histograms. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
}
