import type { EnvironmentKind, PrivacyClass, Scalar, StringFormat } from '../catalog/model.js';

/*
 * What one langpack is made of: an environment's events, versions and fields, with every name already an identifier of
 * its language. Lists are in the order in which they are generated: events and types by name, versions by number, fields
 * as their contract has them. Texts are the catalog's own, not yet escaped for anything.
 */
export interface LangpackModel {
  readonly catalog: string;
  readonly environment: EnvironmentModel;
  /** Base URLs, in the order in which they are tried. */
  readonly collectors: readonly string[];
  readonly license: string | undefined;
  readonly homepage: string | undefined;
  readonly packageName: string;
  /** The common fields, a class for each version. */
  readonly common: readonly FieldSetModel[];
  readonly events: readonly EventModel[];
  /** Of dictionary fields and of the environment's own. */
  readonly types: readonly TypeModel[];
}

export interface EnvironmentModel {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly owner: string;
  readonly kind: EnvironmentKind;
  /** Whether the clock is that of somebody's device, so that its time is `client_time` and not `event_time`. */
  readonly isOnDevice: boolean;
}

export interface EventModel {
  readonly name: string;
  /** In pascal case; what the names of its classes begin with. */
  readonly stem: string;
  /** In snake case, unique in the langpack; what its file is called. */
  readonly fileStem: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly owner: string;
  /** Withdrawn versions are left out. */
  readonly versions: readonly FieldSetModel[];
  /** Of its local fields. */
  readonly types: readonly TypeModel[];
}

/** One contract: a version of an event or of the common fields. */
export interface FieldSetModel {
  readonly version: number;
  readonly className: string;
  readonly note: string | undefined;
  /** A sentence or several on why it should not be used any more. */
  readonly deprecation: string | undefined;
  /** Whether other fields may be added, which are kept as text. */
  readonly isOpen: boolean;
  readonly fields: readonly FieldModel[];
}

/** What a field and a property have alike. */
export interface MemberModel {
  /** On the wire. */
  readonly name: string;
  /** The identifier; the same in all versions of its event. */
  readonly member: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly privacy: PrivacyClass | undefined;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly value: ValueModel;
}

export interface FieldModel extends MemberModel {
  readonly owner: string | undefined;
  readonly unit: string | undefined;
  readonly examples: readonly unknown[];
}

/** A value with all that narrows it, from the declaration and the contract. */
export type ValueModel =
  | StringValue
  | NumberValue
  | BigintValue
  | DecimalValue
  | ArrayValue
  | ObjectValue
  | { readonly type: 'boolean' | 'timestamp' | 'date' | 'uuid' | 'json' };

export interface StringValue {
  readonly type: 'string';
  readonly allowed: AllowedValues | undefined;
  /** In code points. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  /** ECMAScript with the flag u; looked for anywhere in the text. */
  readonly pattern: string | undefined;
  readonly format: StringFormat | undefined;
}

export interface NumberValue {
  /** An integer lies within ±(2^53 − 1). */
  readonly type: 'integer' | 'number';
  readonly allowed: AllowedValues | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** A whole number, a text of digits on the wire. */
export interface BigintValue {
  readonly type: 'bigint';
  /** Digits at most, up to 38. */
  readonly precision: number;
}

/** A decimal number, a text on the wire. */
export interface DecimalValue {
  readonly type: 'decimal';
  readonly precision: number;
  readonly scale: number;
}

export interface ArrayValue {
  readonly type: 'array';
  readonly items: ValueModel;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
}

export interface ObjectValue {
  readonly type: 'object';
  readonly object: ObjectType;
}

/** The values that a contract allows. */
export interface AllowedValues {
  /** Where the declaration has them, with a constant for each. */
  readonly type: EnumType | undefined;
  readonly values: readonly Scalar[];
  /** Whether these are all of the type's, later ones too. */
  readonly isAll: boolean;
}

/** A type that a declaration makes: the constants of its allowed values, or the shape of its object. */
export type TypeModel = EnumType | ObjectType;

export interface EnumType {
  readonly kind: 'enum';
  readonly typeName: string;
  /** What it belongs to, for its documentation: `payment_method`, `items.service`. */
  readonly path: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly base: 'string' | 'integer' | 'number';
  /** In the declaration's order. */
  readonly constants: readonly { readonly constant: string; readonly value: Scalar }[];
}

export interface ObjectType {
  readonly kind: 'object';
  readonly typeName: string;
  readonly path: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly properties: readonly MemberModel[];
}
