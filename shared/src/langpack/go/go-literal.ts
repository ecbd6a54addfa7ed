import type { Scalar } from '../../catalog/model.js';
import type { ConformanceCase } from '../conformance/conformance.js';
import type { FieldSetModel, MemberModel, ValueModel } from '../model.js';
import { goString } from './go-printer.js';
import { goType, isNilable } from './go-value.js';

/** Where the identifiers of a langpack's package come from: '' inside of it, else its name and a dot. */
type Qualifier = string;

/**
 * A Go expression that builds an event, or common fields, from values as they travel. `At` is called where a time is
 * given, in microseconds.
 */
export function goBuilding(
  set: FieldSetModel,
  fields: ConformanceCase['fields'],
  qualifier: Qualifier,
  time?: number,
): string {
  const calls = settings(set.fields, fields, qualifier).map((call) => `.\n\t\t${call}`);
  const at = time === undefined ? '' : `.\n\t\tAt(time.UnixMicro(${time}))`;
  return `${qualifier}${set.className}()${calls.join('')}${at}.\n\t\tBuild()`;
}

function settings(
  members: readonly MemberModel[],
  values: Readonly<Record<string, unknown>>,
  qualifier: Qualifier,
): string[] {
  return members
    .filter(({ name }) => Object.hasOwn(values, name))
    .map((member) => `Set${member.member}(${memberLiteral(member, values[member.name], qualifier)})`);
}

function memberLiteral({ value, isNullable }: MemberModel, given: unknown, qualifier: Qualifier): string {
  if (given === null) return 'nil';
  const literal = goLiteral(value, given, qualifier);
  return isNullable && !isNilable(value) && value.type !== 'json' ? `eventbook.Ptr(${literal})` : literal;
}

function goLiteral(value: ValueModel, given: unknown, qualifier: Qualifier): string {
  switch (value.type) {
    case 'string':
    case 'integer':
    case 'number':
      return scalarLiteral(value, given as Scalar, qualifier);
    case 'boolean':
      return String(given);
    case 'bigint':
      return BigInt(String(given)) === BigInt.asIntN(64, BigInt(String(given)))
        ? `big.NewInt(${String(given)})`
        : `bigint(${goString(String(given))})`;
    case 'decimal':
      return `eventbook.MustDecimal(${goString(String(given))})`;
    case 'timestamp':
      return `time.UnixMicro(${String(given)})`;
    case 'date': {
      const [year, month, day] = String(given).split('-').map(Number);
      return `eventbook.Date{Year: ${year ?? 0}, Month: ${month ?? 0}, Day: ${day ?? 0}}`;
    }
    case 'uuid':
      return `eventbook.MustUUID(${goString(String(given))})`;
    case 'array': {
      const items = (given as readonly unknown[]).map((item) => goLiteral(value.items, item, qualifier));
      return `${qualified(goType(value), qualifier)}{${items.join(', ')}}`;
    }
    case 'object': {
      const { typeName, properties } = value.object;
      const calls = settings(properties, given as Readonly<Record<string, unknown>>, qualifier);
      return [`new(${qualifier}${typeName})`, ...calls].join('.');
    }
    case 'json':
      return `eventbook.NewJSON(json.RawMessage(${goString(JSON.stringify(given))}))`;
  }
}

function scalarLiteral(
  value: Extract<ValueModel, { readonly allowed: unknown }>,
  given: Scalar,
  qualifier: Qualifier,
): string {
  const type = value.allowed?.type;
  const constant = type?.constants.find((one) => one.value === given)?.constant;
  if (type !== undefined && constant !== undefined) return `${qualifier}${type.typeName}_${constant}`;
  if (typeof given === 'string')
    return type === undefined ? goString(given) : `${qualifier}${type.typeName}(${goString(given)})`;
  return `${qualified(goType(value), qualifier)}(${String(given)})`;
}

/** A type of the langpack's own package, also within a list. */
function qualified(type: string, qualifier: Qualifier): string {
  const [, wrapping = '', name = ''] = /^((?:\[\]|\*)*)(.*)$/u.exec(type) ?? [];
  return /^[A-Z]/u.test(name) ? `${wrapping}${qualifier}${name}` : type;
}
