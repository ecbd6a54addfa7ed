import { AppError } from '@eventbook/shared/errors/app-error';
import type { DeliveredEvent } from './delivery.js';

/**
 * The events of a message, whichever framing it has.
 * @throws AppError message_malformed where a line is no stored event
 */
export function readEvents(body: Buffer): DeliveredEvent[] {
  const events: DeliveredEvent[] = [];
  for (let start = 0; start < body.length;) {
    const newline = body.indexOf(0x0a, start);
    const end = newline === -1 ? body.length : newline;
    if (end > start) events.push(readEvent(body.subarray(start, end)));
    start = end + 1;
  }
  if (events.length === 0) throw malformed('it is empty');
  return events;
}

function readEvent(line: Buffer): DeliveredEvent {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    throw malformed('a line is no JSON');
  }
  const {
    event,
    event_id: eventId,
    _source: source,
    _received_at: receivedAt,
  } = (value ?? {}) as Record<string, unknown>;
  if (
    typeof event !== 'string' ||
    typeof eventId !== 'string' ||
    typeof source !== 'string' ||
    typeof receivedAt !== 'number'
  )
    throw malformed('a line lacks event, event_id, _source or _received_at');
  return { line, event, eventId, source, receivedAt };
}

function malformed(why: string): AppError {
  return new AppError('user', 'message_malformed', `A message holds no stored events: ${why}.`, {
    hint: 'Something else publishes to the topic.',
  });
}
