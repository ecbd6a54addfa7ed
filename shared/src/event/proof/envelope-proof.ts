import type { ContractValidator } from '../contract-validator.js';
import {
  closeBrace,
  comma,
  endOfInteger,
  endOfNumber,
  endOfPlainString,
  integerAt,
  openBrace,
} from './canonical-json.js';
import { KnownText } from './known-text.js';
import { type Decode, proveObject } from './prove-value.js';

/** Finds a contract's validator by the bytes of `"event":"…","version":…`. */
export type FindByHead = (
  bytes: Uint8Array,
  view: DataView,
  headStart: number,
  headEnd: number,
  environmentVersion: number | undefined,
) => ContractValidator | undefined;

const eventKey = new KnownText('"event":');
const versionKey = new KnownText(',"version":');
const idKey = new KnownText('"event_id":"');
const fieldsKey = new KnownText('"fields":');

/** The envelope's optional members, in the order of a stored event. */
const kinds = { time: 1, environmentVersion: 2, langpack: 3, sequence: 4, sampleRate: 5 } as const;

interface EnvelopeMember {
  readonly key: KnownText;
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly order: number;
}

const members: readonly EnvelopeMember[] = (
  [
    ['event_time', kinds.time],
    ['client_time', kinds.time],
    ['environment_version', kinds.environmentVersion],
    ['langpack', kinds.langpack],
    ['sequence', kinds.sequence],
    ['sample_rate', kinds.sampleRate],
  ] as const
).map(([name, kind], index) => ({ key: new KnownText(`"${name}":`), kind, order: index + 1 }));

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

  /** Whether the envelope that begins at `at` and ends at or before `end` is proven. `view` is of the same bytes. */
  prove(bytes: Uint8Array, view: DataView, at: number, end: number): boolean {
    if (bytes[at] !== openBrace) return false;
    let place = at + 1;
    this.idStart = -1;
    if (idKey.isAt(view, place)) {
      place = this.#takeId(bytes, place);
      if (place === -1 || bytes[place] !== comma) return false;
      place += 1;
    }
    const head = place;
    if (!eventKey.isAt(view, head)) return false;
    place = endOfPlainString(bytes, head + eventKey.length, end);
    if (place === -1 || !versionKey.isAt(view, place)) return false;
    place = endOfInteger(bytes, place + versionKey.length);
    if (place === -1) return false;
    return this.#proveRest(bytes, view, head, place, end);
  }

  #proveRest(bytes: Uint8Array, view: DataView, head: number, versionEnd: number, end: number): boolean {
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
      if (fieldsKey.isAt(view, key)) {
        const validator = this.#find(bytes, view, head, versionEnd, environmentVersion);
        if (validator?.proof === undefined) return false;
        const fields = key + fieldsKey.length;
        const behind = proveObject(validator.proof, bytes, view, fields, end, this.#decode);
        if (behind === -1 || bytes[behind] !== closeBrace) return false;
        this.validator = validator;
        this.end = behind + 1;
        return true;
      }
      if (this.idStart === -1 && idKey.isAt(view, key)) {
        const behind = this.#takeId(bytes, key);
        if (behind === -1) return false;
        this.headEnd = place;
        this.restStart = behind;
        place = behind;
        continue;
      }
      const member = memberFrom(order, view, key);
      if (member === undefined) return false;
      order = member.order;
      const value = key + member.key.length;
      place = this.#endOfMember(member.kind, bytes, value);
      if (place === -1) return false;
      if (member.kind === kinds.environmentVersion) environmentVersion = integerAt(bytes, value, place);
    }
  }

  #endOfMember(kind: EnvelopeMember['kind'], bytes: Uint8Array, at: number): number {
    switch (kind) {
      case kinds.time:
      case kinds.environmentVersion:
        return endOfInteger(bytes, at);
      case kinds.langpack:
        return endOfLangpack(bytes, at);
      case kinds.sequence:
        return bytes[at] === minus ? -1 : endOfInteger(bytes, at);
      case kinds.sampleRate:
        return this.#endOfRate(bytes, at);
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

/** The member whose key stands there; only of those that come after the last one. */
function memberFrom(order: number, view: DataView, key: number): EnvelopeMember | undefined {
  for (let index = order; index < members.length; index += 1) {
    const member = members[index];
    if (member?.key.isAt(view, key) === true) return member;
  }
  return undefined;
}

function endOfLangpack(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return -1;
  let place = at + 1;
  while (isOfLangpack[bytes[place] as number] === 1) place += 1;
  const length = place - at - 1;
  return length > 0 && length <= longestLangpack && bytes[place] === quote ? place + 1 : -1;
}
