import type { AllowedValues, MemberModel, ValueModel } from '../model.js';
import type { TypescriptPrinter } from './typescript-printer.js';

/** Prints types of declarations. `typeOf` names a declared type, and imports it where it has to be. */
export interface TypeScope {
  readonly printer: TypescriptPrinter;
  readonly typeOf: (name: string) => string;
}

function valueType(value: ValueModel, scope: TypeScope): string {
  const { printer, typeOf } = scope;
  switch (value.type) {
    case 'string':
      return allowedType(value.allowed, 'string', scope);
    case 'integer':
    case 'number':
      return allowedType(value.allowed, 'number', scope);
    case 'bigint':
      return 'bigint';
    case 'decimal':
    case 'date':
    case 'uuid':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'timestamp':
      return printer.imported('Timestamp', 'runtime/description.js');
    case 'json':
      return printer.imported('Json', 'runtime/description.js');
    case 'array':
      return `readonly ${arrayItem(valueType(value.items, scope))}[]`;
    case 'object':
      return typeOf(value.object.typeName);
  }
}

/** The type of a member, with null where that is allowed. */
export function memberType(member: MemberModel, scope: TypeScope): string {
  const type = valueType(member.value, scope);
  return member.isNullable ? `${type} | null` : type;
}

function arrayItem(type: string): string {
  return /^\w+$/u.test(type) ? type : `(${type})`;
}

function allowedType(allowed: AllowedValues | undefined, base: string, scope: TypeScope): string {
  if (allowed === undefined) return base;
  if (allowed.isAll && allowed.type !== undefined) return scope.typeOf(allowed.type.typeName);
  return allowed.values.map((value) => scalarLiteral(value, scope.printer)).join(' | ') || 'never';
}

export function scalarLiteral(value: string | number | boolean, printer: TypescriptPrinter): string {
  return typeof value === 'string' ? printer.string(value) : String(value);
}
