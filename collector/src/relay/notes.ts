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
  /** Random: it begins anew with the process. Missing in what older writers tell. */
  readonly session?: string;
  /** Whether it has just begun, and knows of nobody. */
  readonly asks?: boolean;
}

/** What is held of one segment: two numbers for each stretch, ascending, `[from, to)`. */
export interface HeldSegment {
  readonly collector: string;
  /** Its random id. */
  readonly segment: number;
  readonly bounds: readonly number[];
}

/** What a writer has of an hour, or a part of it: all that it tells alike belongs together. */
export interface HeldNote {
  readonly note: 'held';
  readonly writer: string;
  readonly channel: string;
  readonly session: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly hour: Hour;
  /** It lacks something, and wants to know what the others have. */
  readonly wants: boolean;
  readonly segments: readonly HeldSegment[];
  /** Of what is in the files of its closed hour; not there where it is about what its journal has. */
  readonly written?: WrittenHour;
}

/** What a writer's manifest of a closed hour says. */
export interface WrittenHour {
  readonly generation: number;
  readonly outcomes: OutcomeCounts;
  readonly files: number;
}

/** What collectors tell the writers of a warehouse, and these each other, over `<topic>.notes`. */
export type Note = HourNote | SnapshotNote | WriterNote | HeldNote;

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

function object(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

function range(more: Readonly<Record<string, object>> = {}): object {
  return object({ segment: count, from: count, to: count, ...more });
}

function message(key: 'note' | 'ask', kind: string, properties: object, optional: object = {}): object {
  return {
    type: 'object',
    required: [key, ...Object.keys(properties)],
    properties: { [key]: { const: kind }, ...properties, ...optional },
  };
}

const outcomes = object({ accepted: count, flagged: count, quarantined: count, rejected: count });
const session = { type: 'string', maxLength: 60 };
const heldSegment = object({ collector: name, segment: count, bounds: { type: 'array', items: count } });
const written = object({ generation: count, outcomes, files: count });
const told = { type: 'array', items: range({ journal: name, outcomes }) };
const noteSchema = {
  anyOf: [
    message('note', 'hour', { collector: name, hour, segments: told }),
    message('note', 'snapshot', {
      ...{ id, statement: { type: 'string' }, part: count, parts: count, content: { type: 'string' } },
    }),
    message(
      'note',
      'writer',
      { writer: name, channel: { type: 'string' }, at: count },
      { session, asks: { type: 'boolean' } },
    ),
    message(
      'note',
      'held',
      {
        ...{ writer: name, channel: { type: 'string' }, session, at: count, hour },
        ...{ wants: { type: 'boolean' }, segments: { type: 'array', items: heldSegment } },
      },
      { written },
    ),
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
