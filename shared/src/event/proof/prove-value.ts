import { endOfAnyValue } from './any-value.js';
import {
  closeBrace,
  closeBracket,
  codePoints,
  comma,
  endOfBoolean,
  endOfInteger,
  endOfNull,
  endOfNumber,
  endOfPlainString,
  endOfString,
  integerAt,
  openBrace,
  openBracket,
} from './canonical-json.js';
import { kinds, type Member, type ObjectProof, type ValueProof } from './proof-model.js';

/** Makes a text of bytes: `Buffer` is quicker at it where there is one. */
export type Decode = (bytes: Uint8Array, start: number, end: number) => string;

/** Where the value that begins at `at` ends; -1 where it is not proven. */
export function proveValue(
  proof: ValueProof,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  decode: Decode,
): number {
  if (bytes[at] === 0x6e) {
    if (proof.kind === kinds.any) return endOfNull(bytes, at);
    if (!proof.isNullable) return -1;
    const behind = endOfNull(bytes, at);
    return behind === -1 || isAllowed(proof, view, at, behind) ? behind : -1;
  }
  let behind: number;
  switch (proof.kind) {
    case kinds.text:
      behind = endOfString(bytes, at, end);
      if (proof.isBounded && behind !== -1 && !hasLength(proof, bytes, at, behind)) return -1;
      return behind;
    case kinds.plainText:
      behind = endOfPlainString(bytes, at, end);
      if (behind === -1 || (proof.isBounded && !hasLength(proof, bytes, at, behind))) return -1;
      if (proof.test !== undefined && !proof.test(decode(bytes, at + 1, behind - 1))) return -1;
      break;
    case kinds.integer:
      behind = endOfInteger(bytes, at);
      if (behind === -1) return -1;
      if (proof.isBounded && !isWithin(proof, integerAt(bytes, at, behind))) return -1;
      break;
    case kinds.number:
      behind = endOfNumber(bytes, at);
      if (behind === -1) return -1;
      if (proof.isBounded && !isWithin(proof, Number(decode(bytes, at, behind)))) return -1;
      break;
    case kinds.boolean:
      behind = endOfBoolean(bytes, at);
      break;
    case kinds.list:
      behind = proveList(proof, bytes, view, at, end, decode);
      break;
    case kinds.object:
      return proof.object === undefined ? -1 : proveObject(proof.object, bytes, view, at, end, decode);
    case kinds.any:
      return endOfAnyValue(bytes, at, end, proof.level);
  }
  return behind === -1 || isAllowed(proof, view, at, behind) ? behind : -1;
}

function proveList(
  { items, least, most }: ValueProof,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  decode: Decode,
): number {
  if (bytes[at] !== openBracket || items === undefined) return -1;
  if (bytes[at + 1] === closeBracket) return least > 0 ? -1 : at + 2;
  let place = at;
  let count = 0;
  do {
    place = proveValue(items, bytes, view, place + 1, end, decode);
    if (place === -1) return -1;
    count += 1;
  } while (bytes[place] === comma);
  return bytes[place] === closeBracket && count >= least && count <= most ? place + 1 : -1;
}

/** Text has at least a quarter as many code points as bytes, and at most as many: it is seldom counted. */
function hasLength({ least, most }: ValueProof, bytes: Uint8Array, at: number, end: number): boolean {
  const length = end - at - 2;
  if (length <= most && length >= least * 4) return true;
  const count = codePoints(bytes, at, end);
  return count >= least && count <= most;
}

function isWithin({ minimum, maximum }: ValueProof, value: number): boolean {
  return value >= minimum && value <= maximum;
}

function isAllowed({ allowed }: ValueProof, view: DataView, at: number, end: number): boolean {
  return allowed === undefined || allowed.get(view, at, end) === true;
}

/** Where the object that begins at `at` ends; -1 where it is not proven. */
export function proveObject(
  proof: ObjectProof,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  decode: Decode,
): number {
  if (bytes[at] !== openBrace) return -1;
  const proving = ++proof.proving;
  let place = at + 1;
  if (bytes[place] === closeBrace) return proof.required === 0 ? place + 1 : -1;
  let required = 0;
  let before: Member | undefined;
  let member = proof.first;
  for (;;) {
    if (member === undefined || !member.key.isAt(view, place)) {
      member = memberAt(proof, bytes, view, place, end);
      if (before === undefined) proof.first = member;
      else before.next = member;
    }
    if (member?.value === undefined || member.seen === proving) return -1;
    member.seen = proving;
    if (member.isRequired) required += 1;
    place = proveValue(member.value, bytes, view, place + member.key.length, end, decode);
    if (place === -1) return -1;
    const byte = bytes[place];
    place += 1;
    if (byte === closeBrace) return required === proof.required ? place : -1;
    if (byte !== comma) return -1;
    before = member;
    member = member.next;
  }
}

function memberAt(
  proof: ObjectProof,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
): Member | undefined {
  const behind = endOfPlainString(bytes, at, end);
  return behind === -1 ? undefined : proof.byKey.get(view, at, behind + 1);
}
