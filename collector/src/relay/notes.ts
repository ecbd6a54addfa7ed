import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';

/** Bytes of a segment, `[from, to)`. */
export interface SegmentRange {
  /** Its random id. */
  readonly segment: number;
  readonly from: number;
  readonly to: number;
}

/** One segment of an hour: its groups stand in `[from, to)`. */
export interface ToldSegment extends SegmentRange {
  readonly journal: string;
  readonly outcomes: OutcomeCounts;
}

/** What a collector has of an hour that is over: the marker by which a warehouse sink knows that it has all of it. */
export interface HourNote {
  readonly note: 'hour';
  readonly collector: string;
  readonly hour: Hour;
  readonly segments: readonly ToldSegment[];
}

/** A snapshot that judges, in as many parts as messages want. */
export interface SnapshotNote {
  readonly note: 'snapshot';
  readonly id: string;
  /** The text of its statement. */
  readonly statement: string;
  /** From 0 on. */
  readonly part: number;
  readonly parts: number;
  /** Of the content's gzip, base64. */
  readonly content: string;
}

/** A writer takes from a channel: whoever else does has to know. */
export interface WriterNote {
  readonly note: 'writer';
  readonly writer: string;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What collectors tell the writers of a warehouse, and these each other, over `<topic>.notes`. */
export type Note = HourNote | SnapshotNote | WriterNote;

/** To send again what is missing of an hour; all of it where that is not said. */
export interface ReplayAsk {
  readonly ask: 'replay';
  readonly collector: string;
  readonly hour: Hour;
  readonly missing?: readonly SegmentRange[];
}

/** To send a snapshot. */
export interface SnapshotAsk {
  readonly ask: 'snapshot';
  readonly collector: string;
  readonly id: string;
}

/** No asking: an hour of this collector is in a closed hour of the warehouse, so its journals may go. */
export interface KeptAsk {
  readonly ask: 'kept';
  readonly collector: string;
  readonly hour: Hour;
  readonly writer: string;
}

/** What writers of a warehouse ask a collector, over `<topic>.asks`. */
export type Ask = ReplayAsk | SnapshotAsk | KeptAsk;

const count = { type: 'integer', minimum: 0 };
const hour = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}$' };
/** Files are named by it. */
const name = { type: 'string', maxLength: 60, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };
const id = { type: 'string', pattern: '^[0-9a-f]{64}$' };

function range(more: Readonly<Record<string, object>> = {}): object {
  const properties = { segment: count, from: count, to: count, ...more };
  return { type: 'object', required: Object.keys(properties), properties };
}

function message(key: 'note' | 'ask', kind: string, properties: object, optional: object = {}): object {
  return {
    type: 'object',
    required: [key, ...Object.keys(properties)],
    properties: { [key]: { const: kind }, ...properties, ...optional },
  };
}

const outcomes = {
  type: 'object',
  required: ['accepted', 'flagged', 'quarantined', 'rejected'],
  properties: { accepted: count, flagged: count, quarantined: count, rejected: count },
};
const told = { type: 'array', items: range({ journal: name, outcomes }) };
const noteSchema = {
  anyOf: [
    message('note', 'hour', { collector: name, hour, segments: told }),
    message('note', 'snapshot', {
      ...{ id, statement: { type: 'string' }, part: count, parts: count, content: { type: 'string' } },
    }),
    message('note', 'writer', { writer: name, channel: { type: 'string' }, at: count }),
  ],
};
const askSchema = {
  anyOf: [
    message('ask', 'replay', { collector: name, hour }, { missing: { type: 'array', items: range() } }),
    message('ask', 'snapshot', { collector: name, id }),
    message('ask', 'kept', { collector: name, hour, writer: name }),
  ],
};

/** @throws AppError message_malformed */
export function readNote(body: Buffer): Note {
  const value = parsed(body);
  if (firstSchemaError(noteSchema, value) === undefined) return value as Note;
  throw malformed('note');
}

/** @throws AppError message_malformed */
export function readAsk(body: Buffer): Ask {
  const value = parsed(body);
  if (firstSchemaError(askSchema, value) === undefined) return value as Ask;
  throw malformed('question');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function malformed(what: string): AppError {
  return new AppError('user', 'message_malformed', `A message is no ${what} that this Eventbook knows.`, {
    hint: 'Something else publishes to the topic, or a newer Eventbook does.',
  });
}
