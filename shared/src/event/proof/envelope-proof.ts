import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ContractValidator } from '../contract-validator.js';
import {
  closeBrace,
  comma,
  endOfInteger,
  endOfNumber,
  endOfPlainString,
  integerAt,
  openBrace,
  startsWith,
} from './canonical-json.js';
import { type Decode, proveObject } from './prove-value.js';

/** Finds a contract's validator by the bytes of `"event":"…","version":…`. */
export type FindByHead = (
  bytes: Uint8Array,
  headStart: number,
  headEnd: number,
  environmentVersion: number | undefined,
) => ContractValidator | undefined;

const eventKey = utf8ToBytes('"event":');
const versionKey = utf8ToBytes(',"version":');
const idKey = utf8ToBytes('"event_id":"');
const timeKey = utf8ToBytes('"event_time":');
const clientTimeKey = utf8ToBytes('"client_time":');
const environmentVersionKey = utf8ToBytes('"environment_version":');
const langpackKey = utf8ToBytes('"langpack":');
const sequenceKey = utf8ToBytes('"sequence":');
const sampleRateKey = utf8ToBytes('"sample_rate":');
const fieldsKey = utf8ToBytes('"fields":');

const quote = 0x22;
const minus = 0x2d;
const idLength = 36;
const longestLangpack = 100;

/** 1 for what a UUID may have between its dashes. */
const isHex = new Uint8Array(256);
for (const digit of '0123456789abcdefABCDEF') isHex[digit.charCodeAt(0)] = 1;
/** The same as the pattern of `langpack` in read-envelope.ts. */
const isOfLangpack = new Uint8Array(256);
for (let byte = 0; byte < 128; byte += 1) {
  if (/[A-Za-z0-9@._/+:-]/.test(String.fromCharCode(byte))) isOfLangpack[byte] = 1;
}

/**
 * Proves of an envelope's bytes that the judge would accept it and what it would store for it, without parsing it: every
 * value is spelled as JSON.stringify spells it, every member stands once, in the order of a stored event, and its
 * contract allows it. Then the stored event's content is the sender's own bytes, but for the id, which is kept apart.
 * What is not proven is not wrong: the judge decides. The bytes have to be valid UTF-8.
 *
 * One prover proves one event after the other: what it found holds until the next.
 */
export class EnvelopeProof {
  /** Where the envelope ends. */
  end = 0;
  /** By which contract; only after `prove` has said true. */
  validator: ContractValidator | undefined;
  /** Where the 36 characters of the id stand; -1 where there are none. */
  idStart = -1;
  /** The content, closing brace included, is what stands in these two stretches, one after the other. */
  headStart = 0;
  headEnd = 0;
  restStart = 0;
  readonly #find: FindByHead;
  readonly #decode: Decode;

  constructor(find: FindByHead, decode: Decode) {
    this.#find = find;
    this.#decode = decode;
  }

  /** Whether the envelope that begins at `at` and ends at or before `end` is proven. */
  prove(bytes: Uint8Array, at: number, end: number): boolean {
    if (bytes[at] !== openBrace) return false;
    let place = at + 1;
    this.idStart = -1;
    if (startsWith(bytes, place, idKey)) {
      place = this.#takeId(bytes, place);
      if (place === -1 || bytes[place] !== comma) return false;
      place += 1;
    }
    const head = place;
    if (!startsWith(bytes, head, eventKey)) return false;
    place = endOfPlainString(bytes, head + eventKey.length, end);
    if (place === -1 || !startsWith(bytes, place, versionKey)) return false;
    place = endOfInteger(bytes, place + versionKey.length);
    if (place === -1) return false;
    return this.#proveRest(bytes, head, place, end);
  }

  #proveRest(bytes: Uint8Array, head: number, versionEnd: number, end: number): boolean {
    this.headStart = head;
    this.headEnd = versionEnd;
    this.restStart = versionEnd;
    let environmentVersion: number | undefined;
    let place = versionEnd;
    /** How far in the order of a stored event the last member was. */
    let order = 0;
    for (;;) {
      if (bytes[place] !== comma) return false;
      const key = place + 1;
      let found: number;
      if (startsWith(bytes, key, fieldsKey)) {
        const validator = this.#find(bytes, head, versionEnd, environmentVersion);
        if (validator?.proof === undefined) return false;
        const behind = proveObject(validator.proof, bytes, key + fieldsKey.length, end, this.#decode);
        if (behind === -1 || bytes[behind] !== closeBrace) return false;
        this.validator = validator;
        this.end = behind + 1;
        return true;
      }
      if (this.idStart === -1 && startsWith(bytes, key, idKey)) {
        const behind = this.#takeId(bytes, key);
        if (behind === -1) return false;
        this.headEnd = place;
        this.restStart = behind;
        place = behind;
        continue;
      }
      if (startsWith(bytes, key, timeKey)) {
        found = 1;
        place = endOfInteger(bytes, key + timeKey.length);
      } else if (startsWith(bytes, key, clientTimeKey)) {
        found = 2;
        place = endOfInteger(bytes, key + clientTimeKey.length);
      } else if (startsWith(bytes, key, environmentVersionKey)) {
        found = 3;
        const value = key + environmentVersionKey.length;
        place = endOfInteger(bytes, value);
        if (place !== -1) environmentVersion = integerAt(bytes, value, place);
      } else if (startsWith(bytes, key, langpackKey)) {
        found = 4;
        place = endOfLangpack(bytes, key + langpackKey.length);
      } else if (startsWith(bytes, key, sequenceKey)) {
        found = 5;
        const value = key + sequenceKey.length;
        place = bytes[value] === minus ? -1 : endOfInteger(bytes, value);
      } else if (startsWith(bytes, key, sampleRateKey)) {
        found = 6;
        place = this.#endOfRate(bytes, key + sampleRateKey.length);
      } else {
        return false;
      }
      if (place === -1 || found <= order) return false;
      order = found;
    }
  }

  /** Notes the id whose key begins at `key`; answers where its string ends. */
  #takeId(bytes: Uint8Array, key: number): number {
    const start = key + idKey.length;
    for (let index = 0; index < idLength; index += 1) {
      const isDash = index === 8 || index === 13 || index === 18 || index === 23;
      const byte = bytes[start + index] as number;
      if (isDash ? byte !== minus : isHex[byte] !== 1) return -1;
    }
    this.idStart = start;
    return bytes[start + idLength] === quote ? start + idLength + 1 : -1;
  }

  #endOfRate(bytes: Uint8Array, at: number): number {
    const end = endOfNumber(bytes, at);
    if (end === -1) return -1;
    const rate = Number(this.#decode(bytes, at, end));
    return rate > 0 && rate <= 1 ? end : -1;
  }
}

function endOfLangpack(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return -1;
  let place = at + 1;
  while (isOfLangpack[bytes[place] as number] === 1) place += 1;
  const length = place - at - 1;
  return length > 0 && length <= longestLangpack && bytes[place] === quote ? place + 1 : -1;
}
