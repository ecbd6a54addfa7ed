import { hasLoneSurrogate, jsonText, wellFormed } from './json-text.js';
import type { EnvelopeReading } from './read-envelope.js';
import type { Violation } from './violation.js';

/*
 * The stored event's members from `event` on, as text, in the order of stored-event.ts. Written by hand but
 * for the values, because this is done for every event.
 */

const longestName = 200;

/** The envelope's optional members: `,"event_time":…` and so on, each with its comma before it. */
export function optionalMembers(reading: EnvelopeReading): string {
  let text = '';
  if (reading.eventTime !== undefined) text += `,"event_time":${reading.eventTime}`;
  if (reading.clientTime !== undefined) text += `,"client_time":${reading.clientTime}`;
  if (reading.environmentVersion !== undefined)
    text += `,"environment_version":${reading.environmentVersion}`;
  if (reading.langpack !== undefined) text += `,"langpack":"${reading.langpack}"`;
  if (reading.sequence !== undefined) text += `,"sequence":${reading.sequence}`;
  if (reading.sampleRate !== undefined) text += `,"sample_rate":${reading.sampleRate}`;
  return text;
}

/** `head` and what else the envelope says, then its fields. Undefined where half of a character is in it. */
export function fieldsContent(head: string, reading: EnvelopeReading, fields: unknown): string | undefined {
  const text = JSON.stringify(fields);
  return hasLoneSurrogate(text) ? undefined : `${head}${optionalMembers(reading)},"fields":${text}`;
}

/** What the envelope says but for its fields, which did not pass. Each member only where it is of its type. */
export function envelopeContent(reading: EnvelopeReading): string {
  const members: string[] = [];
  if (reading.event !== undefined) {
    members.push(`"event":${JSON.stringify(wellFormed(reading.event.slice(0, longestName)))}`);
  }
  if (reading.version !== undefined) members.push(`"version":${reading.version}`);
  const rest = optionalMembers(reading).slice(1);
  if (rest !== '') members.push(rest);
  return members.join(',');
}

/**
 * What the sender said, in the one spelling that an accepted event is stored in, whatever became of this one: equal in
 * all sendings of one event. Of what is no whole envelope, its text.
 */
export function saidText(reading: EnvelopeReading, raw: () => string): string {
  const { event, version, fields, violations } = reading;
  const isWhole = event !== undefined && version !== undefined && fields !== undefined;
  if (!isWhole || violations !== undefined) return raw();
  return `"event":${JSON.stringify(event)},"version":${version}${optionalMembers(reading)},"fields":${jsonText(fields)}`;
}

/** Why an event was not simply accepted, and its original text. */
export function reasonMembers(violations: readonly Violation[], raw: string): string {
  return `"_violations":${JSON.stringify(violations)},"_raw":${JSON.stringify(wellFormed(raw))}`;
}
