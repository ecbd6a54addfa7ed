import type { KnownText } from './known-text.js';
import type { TextTable } from './text-table.js';

/** Small numbers, so that a switch is a jump. */
export const kinds = {
  text: 0,
  plainText: 1,
  integer: 2,
  number: 3,
  boolean: 4,
  list: 5,
  object: 6,
  any: 7,
} as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

/** What has to be true of the text of one value. */
export interface ValueProof {
  readonly kind: Kind;
  readonly isNullable: boolean;
  /** The allowed values, in their own spelling. */
  readonly allowed: TextTable<true> | undefined;
  /** Of numbers. */
  readonly minimum: number;
  readonly maximum: number;
  /** Of lists: how many items; of texts: how many code points. */
  readonly least: number;
  readonly most: number;
  readonly isBounded: boolean;
  /** What a text has to be besides; it holds no escape then. */
  readonly test: ((text: string) => boolean) | undefined;
  /** Of lists. */
  readonly items: ValueProof | undefined;
  readonly object: ObjectProof | undefined;
  /** Its own level; the envelope's is 1. */
  readonly level: number;
}

/** What has to be true of an object's text: it has the members that its schema names, each at most once, and no others. */
export interface ObjectProof {
  readonly byKey: TextTable<Member>;
  /** How many members are required. */
  readonly required: number;
  /** What it began with last time. */
  first: Member | undefined;
  /** Counts the provings, so that a member met twice in one is known. */
  proving: number;
}

export interface Member {
  /** `"price":` */
  readonly key: KnownText;
  /** Undefined where no value of it can be proven. */
  readonly value: ValueProof | undefined;
  readonly isRequired: boolean;
  /** The proving that last met it. */
  seen: number;
  /** What came after it last time: senders keep their order. */
  next: Member | undefined;
}
