import { isDeepStrictEqual } from 'node:util';
import { BSON, type Document, Long } from 'mongodb';
import type { DeliveredEvent } from '../delivery/delivery.js';

/** What MongoDB promises to take, and to keep of one event. */
const mostLevels = 100;
const mostBytes = 16 * 1024 * 1024;
/** No document is more than seven times as long as its JSON, so shorter lines need no measuring. */
const surelyShort = 2 * 1024 * 1024;
const half = 2 ** 31;

/** What the collector says of an event, and the sender does not. */
const ofCollector: ReadonlySet<string> = new Set([
  ...['_id', 'event_id', '_position', '_received_at', '_received_at_microseconds', '_outcome'],
  ...['_environment', '_source', '_snapshot', '_collector', '_violations', '_raw', '_raw_base64'],
]);

/** Why an event can be no document. */
export class Undocumentable extends Error {}

/**
 * The document of an event: its stored form, but for `_id`, which is the event_id, and `_received_at`, a date, which an index
 * can expire by. A name is a name whatever it looks like: `{"$oid": …}` stays an object with a field `$oid`.
 * @throws Undocumentable
 */
export function documentOf({ line, eventId, receivedAt }: DeliveredEvent): Document {
  const stored = JSON.parse(line.toString('utf8')) as Record<string, unknown>;
  delete stored['event_id'];
  for (const name of Object.keys(stored)) {
    if (name === '_id' || name.startsWith('$'))
      throw new Undocumentable(`A document can have no ${JSON.stringify(name)} of an event's own.`);
  }
  prepare(stored, 1);
  const document = {
    _id: eventId,
    ...stored,
    _received_at: new Date(Math.floor(receivedAt / 1000)),
    _received_at_microseconds: Long.fromNumber(receivedAt),
  };
  if (line.length > surelyShort) {
    const bytes = BSON.calculateObjectSize(document);
    if (bytes > mostBytes)
      throw new Undocumentable(`The document has ${bytes} bytes; MongoDB takes at most ${mostBytes}.`);
  }
  return document;
}

/** Whether the sender said the same of both, whatever the collector made of it each time. */
export function saysTheSame(one: Document, stored: Document): boolean {
  // As it would be read, so that both have gone the same way.
  return isDeepStrictEqual(said(BSON.deserialize(BSON.serialize(one))), said(stored));
}

function said(document: Document): Document {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !ofCollector.has(name)));
}

/** Makes whole numbers beyond 32 bits 64-bit integers, and finds what BSON has no way to say. */
function prepare(value: unknown, level: number): unknown {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && (value >= half || value < -half) ? Long.fromNumber(value) : value;
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new Undocumentable('A text holds half of a character.');
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (level > mostLevels)
    throw new Undocumentable(`It is nested deeper than the ${mostLevels} levels that MongoDB takes.`);
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    // The client takes an object with such a field for a value of a type of its own.
    if (name === '_bsontype') throw new Undocumentable('A field is called "_bsontype".');
    if (name.includes('\0')) throw new Undocumentable('The name of a field holds a character of code 0.');
    prepare(name, level);
    members[name] = prepare(members[name], level + 1);
  }
  return value;
}
