import { decode } from './decode.js';
import type { Json, MemberDescription } from './description.js';
import { encode, encodeMember } from './encode.js';
import { InvalidEventError } from './invalid-event.js';

/** What generated code says of one contract. */
export interface ContractDescription {
  /** The event's name; '' for common fields. */
  readonly event: string;
  readonly version: number;
  /** Whether other fields may be added. */
  readonly open?: true;
  readonly fields: readonly MemberDescription[];
}

/** What an event carries, or what all events of an environment do. Complete and right from the first moment on. */
export abstract class FieldSet {
  readonly #contract: ContractDescription;
  readonly #wire: Record<string, unknown> = {};

  protected constructor(contract: ContractDescription, values: object) {
    this.#contract = contract;
    const given = values as Readonly<Record<string, unknown>>;
    let left = 0;
    for (const key in given) if (given[key] !== undefined) left += 1;
    for (const field of contract.fields) {
      const value = Object.hasOwn(given, field.member) ? given[field.member] : undefined;
      this.#change(field, value);
      if (value !== undefined) left -= 1;
    }
    // Looked at only where there is something that no field has taken.
    if (left > 0) addOthers(contract, given, this.#wire);
  }

  /** The fields as they travel, by their names in the catalog. Not to be changed. */
  static wireOf(set: FieldSet): Readonly<Record<string, unknown>> {
    return set.#wire;
  }

  static contractOf(set: FieldSet): ContractDescription {
    return set.#contract;
  }

  /** What an accessor of a field does. */
  static change(set: FieldSet, field: MemberDescription, value: unknown): void {
    set.#change(field, value);
  }

  #change(field: MemberDescription, value: unknown): void {
    if (value !== undefined) this.#wire[field.name] = encodeMember(field, value, field.name);
    else if (field.required === true) throw new InvalidEventError('required', field.name, 'is required');
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the name is the contract's
    else delete this.#wire[field.name];
  }
}

function addOthers(
  contract: ContractDescription,
  given: Readonly<Record<string, unknown>>,
  wire: Record<string, unknown>,
): void {
  const known = new Set(contract.fields.map(({ member }) => member));
  for (const key of Object.keys(given)) {
    if (known.has(key) || given[key] === undefined) continue;
    if (key !== 'additional' || contract.open !== true) {
      throw new InvalidEventError('unknown_field', key, `is no field of ${nameOf(contract)}`);
    }
    for (const [name, value] of Object.entries(given[key] as object)) {
      if (
        contract.fields.some((field) => field.name === name) ||
        !/^[A-Za-z][A-Za-z0-9_]{0,59}$/.test(name)
      ) {
        throw new InvalidEventError(
          'unknown_field',
          name.slice(0, 60),
          'cannot be the name of an additional field',
        );
      }
      wire[name] = encode({ type: 'json' }, value, name);
    }
  }
}

function nameOf({ event, version }: ContractDescription): string {
  return event === '' ? `version ${version} of the common fields` : `version ${version} of ${event}`;
}

const kind = Symbol('kind');

/** An event, of whatever name and version. */
export abstract class LangpackEvent extends FieldSet {
  /** So that a compiler tells events from common fields, and those of this package from others'. */
  protected readonly [kind] = 'event' as const;
}

/** Common fields, of whatever version. */
export abstract class CommonFields extends FieldSet {
  protected readonly [kind] = 'common' as const;
}

type Class<Base> = abstract new (contract: ContractDescription, values: object) => Base;
type Built<Base> = new (values?: object) => Base;

function build<Base extends FieldSet>(
  Parent: Class<Base>,
  name: string,
  contract: ContractDescription,
): Built<Base> {
  const Made = class extends (Parent as Class<FieldSet>) {
    constructor(values: object = {}) {
      super(contract, values);
    }
  };
  Object.defineProperty(Made, 'name', { value: name });
  for (const field of contract.fields) {
    Object.defineProperty(Made.prototype, field.member, {
      configurable: true,
      enumerable: true,
      get(this: FieldSet) {
        // A name such as toString would be found on the prototype.
        const wire = FieldSet.wireOf(this);
        return Object.hasOwn(wire, field.name) ? decode(field.value, wire[field.name]) : undefined;
      },
      set(this: FieldSet, value: unknown) {
        FieldSet.change(this, field, value);
      },
    });
  }
  return Made as unknown as Built<Base>;
}

/** Makes the class of one version of an event. Without side effects, so that a bundler can drop it. */
export function eventClass(name: string, contract: ContractDescription): Built<LangpackEvent> {
  return build(LangpackEvent as unknown as Class<LangpackEvent>, name, contract);
}

/** Makes the class of one version of the common fields. */
export function commonClass(name: string, contract: ContractDescription): Built<CommonFields> {
  return build(CommonFields as unknown as Class<CommonFields>, name, contract);
}

/** Fields that an open contract takes besides its own. */
export type AdditionalFields = Readonly<Record<string, Json>>;
