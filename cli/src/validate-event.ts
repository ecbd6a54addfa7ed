import type { Catalog } from '@eventbook/shared/catalog/model';
import type { Judge } from '@eventbook/shared/event/judge';
import { largestEvent } from '@eventbook/shared/event/largest-event';
import type { Violation } from '@eventbook/shared/event/violation';

/** An event that was looked at: its name, as far as it has one, and everything that is wrong with it. */
export interface ValidatedEvent {
  readonly event: string | undefined;
  readonly violations: readonly Violation[];
}

/**
 * Judges one event as a collector would.
 * @param bytes undefined where it is larger than `largestEvent`
 * @param environment where it is sent from; where nobody says so, it has to fit one of the environments on its card;
 *   where it fits none, what is told is what keeps it from the one that it is nearest to
 */
export function validateEvent(
  bytes: Buffer | undefined,
  judge: Judge,
  catalog: Catalog,
  environment: string | undefined,
): ValidatedEvent {
  if (bytes === undefined || bytes.length > largestEvent) {
    return unread('too_large', `an event has at most ${largestEvent} bytes`);
  }
  let envelope: unknown;
  try {
    envelope = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    return error instanceof SyntaxError
      ? unread('malformed_json', error.message)
      : unread('invalid_unicode', 'the line is no UTF-8 text');
  }
  const named = ownText(envelope, 'environment');
  const event = ownText(envelope, 'event');
  const onCard = catalog.events.get(event ?? '')?.card.environments ?? {};
  const candidates = environment === undefined ? environmentsToTry(named, onCard) : [environment];
  let nearest: readonly Violation[] | undefined;
  for (const candidate of candidates) {
    const { violations } = judge.judge(envelope, senderFrom(candidate, envelope), () => '');
    if (violations.length === 0) return { event, violations };
    if (nearest === undefined || violations.length < nearest.length) nearest = violations;
  }
  return { event, violations: nearest ?? [] };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function environmentsToTry(named: string | undefined, onCard: Readonly<Record<string, unknown>>): string[] {
  if (named !== undefined) return [named];
  const names = Object.keys(onCard);
  // Then the judge says of the event what is wrong with it; the environment is not even asked for.
  return names.length === 0 ? [''] : names;
}

/** A source is not this command's business: whichever the envelope names is the one that sends. */
function senderFrom(environment: string, envelope: unknown): { environment: string; source: string } {
  const named = ownText(envelope, 'source') ?? 'any';
  return { environment, source: named.includes('/') ? named : `${environment}/${named}` };
}

function ownText(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const text = (value as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' ? text : undefined;
}

function unread(code: Violation['code'], message: string): ValidatedEvent {
  return { event: undefined, violations: [{ code, pointer: '', message }] };
}
