import { parquetEngines } from '../parquet/open-engine.js';

/**
 * Every setting of the collector, once: the file's keys, the environment variables, the flags, the
 * validation and the table in docs/collector.md all come from here.
 */
export interface Setting {
  readonly type: 'text' | 'whole' | 'texts';
  /** Undefined where nothing is assumed. */
  readonly default: string | number | readonly string[] | undefined;
  /** One sentence, for --help and the docs. */
  readonly sentence: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly string[];
  /** For texts: an ECMAScript pattern, and what it means in words. */
  readonly pattern?: { readonly source: string; readonly words: string };
  /** A short flag beside the long one. */
  readonly short?: string;
  /** Never printed: it opens something. */
  readonly secret?: boolean;
}

const kebab = { source: '^[a-z0-9]+(-[a-z0-9]+)*$', words: 'lower-case letters, digits and single dashes' };
const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

export const settings = {
  catalog: {
    type: 'text',
    default: undefined,
    sentence: 'Where snapshots come from: a snapshot file, a catalog folder, an http(s) URL or a git URL.',
    secret: true,
  },
  data: { type: 'text', default: undefined, sentence: 'The data directory: journals, snapshots, lock.' },
  warehouse: {
    type: 'text',
    default: undefined,
    sentence: 'Where hourly Parquet is written; `warehouse` in the data directory unless said otherwise.',
  },
  name: {
    type: 'text',
    default: undefined,
    sentence:
      "This collector's name in stored events and manifests; made once and kept in the data directory.",
    maximum: 60,
    pattern: kebab,
  },
  host: { type: 'text', default: '0.0.0.0', sentence: 'The address that listens for events.' },
  port: {
    type: 'whole',
    default: 8470,
    sentence: 'The port that listens for events; 0 takes a free one.',
    minimum: 0,
    maximum: 65_535,
    short: '-p',
  },
  operators_host: {
    type: 'text',
    default: '127.0.0.1',
    sentence: 'The address of the listener for operators.',
  },
  operators_port: {
    type: 'whole',
    default: 8471,
    sentence: 'The port of the listener for operators; 0 takes a free one.',
    minimum: 0,
    maximum: 65_535,
  },
  workers: {
    type: 'whole',
    default: 1,
    sentence: 'How many processes take events in, each with a journal of its own.',
    minimum: 1,
    maximum: 64,
  },
  poll_seconds: {
    type: 'whole',
    default: 10,
    sentence:
      'How often the place of the snapshots is asked for a newer one, and an s3 sink looks for finished hours.',
    minimum: 1,
    maximum: 86_400,
  },
  trusted_keys: {
    type: 'texts',
    default: [],
    sentence:
      'Public keys, one of which must have signed a snapshot; with none, unsigned snapshots are taken.',
  },
  deny_list: {
    type: 'text',
    default: undefined,
    sentence:
      'A file of SHA-256 hashes of write keys, one a line, that are refused whatever the snapshot says.',
  },
  max_compressed_bytes: {
    type: 'whole',
    default: mebibyte,
    sentence: "A request's compressed body before it is unpacked, in bytes.",
    minimum: kibibyte,
    maximum: 64 * mebibyte,
  },
  max_body_bytes: {
    type: 'whole',
    default: 4 * mebibyte,
    sentence: "A request's body, unpacked where it was compressed, in bytes.",
    minimum: kibibyte,
    maximum: 64 * mebibyte,
  },
  max_events: {
    type: 'whole',
    default: 1000,
    sentence: 'Events in one request.',
    minimum: 1,
    maximum: 100_000,
  },
  max_event_bytes: {
    type: 'whole',
    default: 64 * kibibyte,
    sentence: 'One event, in bytes; a larger one goes to the quarantine.',
    minimum: kibibyte,
    maximum: 4 * mebibyte,
  },
  max_events_per_second: {
    type: 'whole',
    default: 0,
    sentence:
      'Events a second that one source may send, over all processes; above it the answer is 429. 0 is no limit.',
    minimum: 0,
    maximum: 1_000_000_000,
  },
  max_in_flight_bytes: {
    type: 'whole',
    default: 64 * mebibyte,
    sentence:
      'Bodies being received or waiting for their sync, in bytes a process; above it the answer is 503.',
    minimum: mebibyte,
    maximum: 4096 * mebibyte,
  },
  max_pending_bytes: {
    type: 'whole',
    default: 32 * mebibyte,
    sentence: 'What may wait to be written to one journal, in bytes; above it the answer is 503.',
    minimum: mebibyte,
    maximum: 4096 * mebibyte,
  },
  dedupe_hours: {
    type: 'whole',
    default: 24,
    sentence: 'How many hours back a repeat of an event is recognised.',
    minimum: 0,
    maximum: 720,
  },
  nsqd: {
    type: 'texts',
    default: [],
    sentence:
      'Addresses of nsqd, like 127.0.0.1:4150: events go to their destinations over NSQ, and a sink writes the hours.',
  },
  nsqlookupd: {
    type: 'texts',
    default: [],
    sentence: 'HTTP addresses of nsqlookupd, like 127.0.0.1:4161, which know the nsqd.',
  },
  nsq_message_bytes: {
    type: 'whole',
    default: 256 * kibibyte,
    sentence: 'Events for a destination that takes batches: a message ends before it gets larger, in bytes.',
    minimum: kibibyte,
    maximum: mebibyte,
  },
  to: {
    type: 'text',
    default: undefined,
    sentence:
      'Where a sink delivers: the URL of a webhook, of a RabbitMQ (amqp://user:password@host/vhost) or of a MongoDB (mongodb://user:password@host/database), or s3://bucket/prefix.',
    secret: true,
  },
  signing_key: {
    type: 'text',
    default: undefined,
    sentence: 'What a webhook sink signs its requests with; its recipient knows it too.',
    secret: true,
  },
  exchange: {
    type: 'text',
    default: 'eventbook',
    sentence: 'The topic exchange that a rabbitmq sink publishes to; made where it is missing.',
    maximum: 255,
    pattern: { source: '^[A-Za-z0-9._:-]+$', words: 'letters, digits, ".", "_", ":" and "-"' },
  },
  s3_endpoint: {
    type: 'text',
    default: undefined,
    sentence: 'Where an s3 sink finds its store, like http://10.0.0.9:9000; AWS unless said otherwise.',
    pattern: { source: '^https?://', words: 'http:// or https:// and a host' },
  },
  s3_region: {
    type: 'text',
    default: undefined,
    sentence: 'The region of the bucket; AWS_REGION unless said otherwise.',
  },
  verify_hours: {
    type: 'whole',
    default: 72,
    sentence:
      'How many hours back an s3 sink holds every file in the bucket against its manifest when it starts.',
    minimum: 0,
    maximum: 1_000_000,
  },
  part_minutes: {
    type: 'whole',
    default: 0,
    sentence:
      'How often a table that holds 100,000 rows or 32 MB gets a file before its hour ends; 0 waits for the end.',
    minimum: 0,
    maximum: 30,
  },
  retention_hours: {
    type: 'whole',
    default: 72,
    sentence: 'How long journals keep an hour after its end, so that it can be written again.',
    minimum: 1,
    maximum: 8760,
  },
  retention_bytes: {
    type: 'whole',
    default: 0,
    sentence:
      'What all journals together may take on disk, in bytes; the oldest closed hours go first. 0 is no limit.',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
  },
  journal_compression: {
    type: 'text',
    default: 'gzip',
    sentence: 'What becomes of the journals of closed hours: gzip compresses them, none leaves them.',
    oneOf: ['gzip', 'none'],
  },
  shutdown_seconds: {
    type: 'whole',
    default: 30,
    sentence: 'How long a shutdown may take before it is cut short; nothing acknowledged is lost by that.',
    minimum: 1,
    maximum: 3600,
  },
  parquet_engine: {
    type: 'text',
    default: 'duckdb',
    sentence:
      'What writes Parquet: duckdb, or parquetjs-lite, which is all JavaScript and some ten times slower.',
    oneOf: parquetEngines,
  },
  duckdb_memory_mb: {
    type: 'whole',
    default: 512,
    sentence: 'Memory that DuckDB may use to write an hour, in MB; beyond it works on disk.',
    minimum: 64,
    maximum: 1_048_576,
  },
  duckdb_threads: {
    type: 'whole',
    default: 2,
    sentence: 'Threads that DuckDB may use to write an hour.',
    minimum: 1,
    maximum: 256,
  },
  log_level: {
    type: 'text',
    default: 'info',
    sentence: 'The least important log lines that are written.',
    oneOf: ['debug', 'info', 'warn', 'error', 'silent'],
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;

export const settingNames = Object.keys(settings) as SettingName[];

/** Those that only a sink goes by. */
export const sinkOnly: readonly SettingName[] = [
  'to',
  'signing_key',
  'exchange',
  's3_endpoint',
  's3_region',
  'verify_hours',
];

export function settingOf(name: SettingName): Setting {
  return settings[name];
}

/** `EVENTBOOK_COLLECTOR_POLL_SECONDS` for `poll_seconds`. */
export function variableOf(name: SettingName): string {
  return `EVENTBOOK_COLLECTOR_${name.toUpperCase()}`;
}

/** `--poll-seconds` for `poll_seconds`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll('_', '-')}`;
}
