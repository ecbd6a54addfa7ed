import { AppError } from '@eventbook/shared/errors/app-error';
import { outcomes } from '@eventbook/shared/event/outcome';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { createParser } from 'eventsource-parser';
import { causeOf, collectorUrl, limitedText } from '../sample/collector-address.js';

/** How long a collector may take to answer at first, in milliseconds. */
const patience = 10_000;
/** A collector says something every second: where nothing is heard for so many milliseconds, it is gone. */
const silence = 15_000;
/** More than the collector sends of one event, in UTF-16 code units. */
const largestMessage = 4 * 1024 * 1024;

const tailedEvent = Type.Object({
  event: Type.String(),
  outcome: Type.Union(outcomes.map((outcome) => Type.Literal(outcome))),
  source: Type.String(),
  at: Type.String(),
  violations: Type.Optional(Type.Array(Type.Object({ code: Type.String(), pointer: Type.String() }))),
});
export type TailedEvent = Static<typeof tailedEvent>;

const tailStatus = Type.Object({ passed: Type.Integer(), shown: Type.Integer(), missed: Type.Integer() });
const refusal = Type.Object({
  code: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
});

export interface TailFilter {
  readonly events: readonly string[];
  readonly sources: readonly string[];
  readonly outcomes: readonly string[];
}

export interface TailListener {
  onOpen(): void;
  /** @param whole the event as it came, other keys included */
  onEvent(event: TailedEvent, whole: unknown): void;
  /** @param leftOut how many passed since the last time that were not shown */
  onStatus(leftOut: number): void;
}

/** @throws AppError usage */
export function tailUrl(address: string, { events, sources, outcomes: wanted }: TailFilter): URL {
  const url = collectorUrl(address, '/v1/tail', 'http://localhost:8471');
  for (const event of events) url.searchParams.append('event', event);
  for (const source of sources) url.searchParams.append('source', source);
  for (const outcome of wanted) url.searchParams.append('outcome', outcome);
  return url;
}

/**
 * Reads what a collector shows of what comes in, until it ends or the signal says so.
 * @throws AppError collector_unreachable, collector_refused
 */
export async function readTail(url: URL, signal: AbortSignal, listener: TailListener): Promise<never> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let timer = setTimeout(() => stop.abort(), patience);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), silence);
  };
  try {
    const response = await fetch(url, {
      headers: { Accept: 'text/event-stream' },
      redirect: 'error',
      signal: both,
    });
    if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream'))
      throw await refused(url, response);
    heard();
    listener.onOpen();
    const parser = createParser({
      maxBufferSize: largestMessage,
      onEvent: ({ event, data }) => {
        take(url, event, data, listener);
      },
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') throw noCollector(url, 'a message that does not end');
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      heard();
      parser.feed(decoder.decode(bytes, { stream: true }));
    }
    throw unreachable(url, 'it has ended the connection');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreachable(
      url,
      stop.signal.aborted ? `nothing was heard for ${silence / 1000} seconds` : causeOf(error),
    );
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function take(url: URL, kind: string | undefined, data: string, listener: TailListener): void {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw noCollector(url, 'something that is no JSON');
  }
  if (kind === 'event' && Value.Check(tailedEvent, value)) listener.onEvent(value, value);
  else if (kind === 'status' && Value.Check(tailStatus, value))
    listener.onStatus(Math.max(0, value.passed - value.shown));
  else throw noCollector(url, `a message ${JSON.stringify((kind ?? '').slice(0, 40))} that none sends`);
}

async function refused(url: URL, response: Response): Promise<AppError> {
  const answer = parsed(await limitedText(response));
  if (!Value.Check(refusal, answer)) return noCollector(url, `${response.status} and something else`);
  return new AppError('user', 'collector_refused', `${url.origin} refused it: ${answer.message}`, {
    ...(answer.hint === undefined ? {} : { hint: answer.hint }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noCollector(url: URL, what: string): AppError {
  return new AppError(
    'user',
    'collector_refused',
    `${url.origin} does not answer as a collector does: ${what}.`,
    {
      hint: 'Look at the address: it is that of the operators, as in http://localhost:8471, not the one that senders use.',
    },
  );
}

function unreachable(url: URL, reason: string): AppError {
  return new AppError('unavailable', 'collector_unreachable', `${url.origin} shows nothing: ${reason}.`, {
    hint: 'Look at the address, and whether a collector runs there. Operators are mostly let in from its own host alone.',
    data: { reason },
  });
}
