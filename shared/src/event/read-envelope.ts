import { shown } from '../catalog/quote.js';
import { didYouMean } from '../catalog/suggest.js';
import { envelopeKeys } from './envelope.js';
import { parseTimestamp } from './timestamp.js';
import { childPointer } from './unstorable.js';
import { mostViolations, type Violation, type ViolationCode } from './violation.js';

/** An envelope whose own keys were looked at; what was not there or does not fit is undefined. */
export interface EnvelopeReading {
  event: string | undefined;
  version: number | undefined;
  /** Lower case. */
  eventId: string | undefined;
  eventTime: number | undefined;
  clientTime: number | undefined;
  environment: string | undefined;
  source: string | undefined;
  environmentVersion: number | undefined;
  langpack: string | undefined;
  sequence: number | undefined;
  sampleRate: number | undefined;
  fields: Readonly<Record<string, unknown>> | undefined;
  /** Undefined where nothing is wrong. */
  violations: Violation[] | undefined;
}

const uuid = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
/** As in `typescript/0.1.17`. */
const langpack = /^[A-Za-z0-9@._/+:-]{1,100}$/;

export function readEnvelope(envelope: Readonly<Record<string, unknown>>): EnvelopeReading {
  const reading: EnvelopeReading = {
    event: undefined,
    version: undefined,
    eventId: undefined,
    eventTime: undefined,
    clientTime: undefined,
    environment: undefined,
    source: undefined,
    environmentVersion: undefined,
    langpack: undefined,
    sequence: undefined,
    sampleRate: undefined,
    fields: undefined,
    violations: undefined,
  };
  // Keys come from JSON.parse: all of them are the object's own, `__proto__` too.
  for (const key in envelope) readKey(reading, key, envelope[key]);
  if (reading.event === undefined) addMissing(reading, envelope, 'event');
  if (reading.version === undefined) addMissing(reading, envelope, 'version');
  if (reading.fields === undefined) addMissing(reading, envelope, 'fields');
  return reading;
}

function readKey(reading: EnvelopeReading, key: string, value: unknown): void {
  switch (key) {
    case 'event':
      if (typeof value === 'string') reading.event = value;
      else addWrongType(reading, key, 'a text', value);
      return;
    case 'version':
      if (isCount(value, 1)) reading.version = value;
      else addWrongType(reading, key, 'a whole number from 1', value);
      return;
    case 'event_id':
      if (typeof value === 'string' && uuid.test(value)) reading.eventId = value.toLowerCase();
      else addWrongType(reading, key, 'a UUID', value);
      return;
    case 'event_time':
      reading.eventTime = readTime(reading, key, value);
      return;
    case 'client_time':
      reading.clientTime = readTime(reading, key, value);
      return;
    case 'environment':
      if (typeof value === 'string') reading.environment = value;
      else addWrongType(reading, key, 'a text', value);
      return;
    case 'source':
      if (typeof value === 'string') reading.source = value;
      else addWrongType(reading, key, 'a text', value);
      return;
    case 'environment_version':
      if (isCount(value, 1)) reading.environmentVersion = value;
      else addWrongType(reading, key, 'a whole number from 1', value);
      return;
    case 'langpack':
      if (typeof value === 'string' && langpack.test(value)) reading.langpack = value;
      else addWrongType(reading, key, 'a name and version such as typescript/0.1.17', value);
      return;
    case 'sequence':
      if (isCount(value, 0)) reading.sequence = value;
      else addWrongType(reading, key, 'a whole number from 0', value);
      return;
    case 'sample_rate':
      if (typeof value === 'number' && value > 0 && value <= 1) reading.sampleRate = value;
      else addWrongType(reading, key, 'a number above 0 and at most 1', value);
      return;
    case 'fields':
      if (isObject(value)) reading.fields = value;
      else addWrongType(reading, key, 'an object', value);
      return;
    default:
      addUnknown(reading, key);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function readTime(reading: EnvelopeReading, key: string, value: unknown): number | undefined {
  if (Number.isSafeInteger(value)) return value as number;
  const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (time === undefined) {
    addWrongType(reading, key, 'a time: microseconds since the epoch, or RFC 3339 text', value);
  }
  return time;
}

function addMissing(reading: EnvelopeReading, envelope: object, key: string): void {
  // Where it is there, its type was found wrong.
  if (!Object.hasOwn(envelope, key)) add(reading, 'envelope_missing', `/${key}`, `${key} is required`);
}

function addWrongType(reading: EnvelopeReading, key: string, wanted: string, value: unknown): void {
  add(reading, 'envelope_type', `/${key}`, `${key} must be ${wanted}, got ${shown(value)}`);
}

function addUnknown(reading: EnvelopeReading, key: string): void {
  if ((reading.violations?.length ?? 0) >= mostViolations) return;
  const hint = didYouMean(key, envelopeKeys) ?? 'What describes the event belongs into "fields".';
  const message = `an envelope has no key ${shown(key)}. ${hint}`;
  add(reading, 'envelope_unknown', childPointer('', key), message);
}

function add(reading: EnvelopeReading, code: ViolationCode, pointer: string, message: string): void {
  reading.violations ??= [];
  if (reading.violations.length < mostViolations) reading.violations.push({ code, pointer, message });
}
