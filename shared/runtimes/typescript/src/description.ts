/** What generated code says of a value. It is data, so that a bundler can drop what is not used. */
export type ValueDescription =
  | TextDescription
  | NumberDescription
  | { readonly type: 'bigint'; readonly precision: number }
  | { readonly type: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly type: 'boolean' | 'timestamp' | 'date' | 'uuid' | 'json' }
  | ListDescription
  | { readonly type: 'object'; readonly members: readonly MemberDescription[] };

export interface TextDescription {
  readonly type: 'string';
  readonly values?: readonly string[];
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'uri' | 'email' | 'ip';
}

export interface NumberDescription {
  readonly type: 'integer' | 'number';
  readonly values?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface ListDescription {
  readonly type: 'array';
  readonly items: ValueDescription;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface MemberDescription {
  /** In the catalog and on the wire. */
  readonly name: string;
  /** In the code. */
  readonly member: string;
  readonly required?: true;
  readonly nullable?: true;
  readonly value: ValueDescription;
}

/** A point in time: a Date, or microseconds since 1970 as a bigint where milliseconds are too coarse. */
export type Timestamp = Date | bigint;

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
