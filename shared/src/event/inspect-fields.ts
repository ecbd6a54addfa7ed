import type { ErrorObject } from 'ajv/dist/2020.js';
import type { ContractValidator } from './contract-validator.js';
import { contractViolations } from './contract-violations.js';
import { findUnstorable } from './unstorable.js';
import { mostViolations, type Violation } from './violation.js';

/** The level of a field's value: the envelope is the first, its `fields` the second. */
const levelOfValues = 3;

/** What a close look at a `fields` object found. */
export interface FieldsReport {
  readonly violations: readonly Violation[];
  /** Why it cannot be stored as it is, whatever the policy. */
  readonly unstorable: Violation | undefined;
  /** Whether a newer snapshot, in which allowed values have grown, might let it pass. */
  readonly isMendable: boolean;
  /** The fields that the contract names: as sent where they fit, else null. */
  readonly fitting: Readonly<Record<string, unknown>>;
  /** JSON text of the other fields, where the contract is open and there are any. */
  readonly extra: string | undefined;
}

/** For valid fields: whether what no schema looked at (values of type json, unknown fields) can stand as it is. */
export function isPlain(validator: ContractValidator, fields: Readonly<Record<string, unknown>>): boolean {
  if (validator.isOpen) {
    for (const name in fields) if (!validator.names.has(name)) return false;
  }
  for (const name of validator.jsonNames) {
    if (Object.hasOwn(fields, name) && findUnstorable(fields[name], '', levelOfValues) !== undefined)
      return false;
  }
  return true;
}

export function inspectFields(
  validator: ContractValidator,
  fields: Readonly<Record<string, unknown>>,
): FieldsReport {
  const errors = validator.validate(fields) ? [] : validator.errors();
  const violations = contractViolations(errors, validator.names, mostViolations);
  const unfit = new Set(errors.map(firstStep));
  let isMendable = errors.length > 0 && errors.every((error) => isGrowing(validator, error));
  let unstorable: Violation | undefined;
  const fitting: Record<string, unknown> = {};
  const extra: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const found = findUnstorable({ [name]: value }, '/fields', levelOfValues - 1);
    if (found?.code === 'type') {
      if (!unfit.has(name) && violations.length < mostViolations) violations.push(found);
      unfit.add(name);
      isMendable = false;
    } else {
      unstorable ??= found;
    }
    if (validator.names.has(name)) fitting[name] = unfit.has(name) ? null : value;
    else if (validator.isOpen && found === undefined)
      extra.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return {
    violations,
    unstorable,
    isMendable,
    fitting,
    extra: extra.length === 0 ? undefined : `{${extra.join(',')}}`,
  };
}

/** The field that an error is about; '' for one about all of them. */
function firstStep(error: ErrorObject): string {
  return error.instancePath.split('/', 2)[1] ?? '';
}

function isGrowing(validator: ContractValidator, error: ErrorObject): boolean {
  if (error.keyword !== 'enum') return false;
  return validator.growing.has(firstStep(error)) || error.instancePath.lastIndexOf('/') > 0;
}
