import type { AllowedValues, FieldSetModel, MemberModel, ValueModel } from '../model.js';
import type { TypescriptPrinter } from './typescript-printer.js';
import { scalarLiteral } from './value-type.js';

/* The data that the runtime works from: shapes of runtimes/typescript/src/description.ts, as literals. */

export function printContract(printer: TypescriptPrinter, event: string, set: FieldSetModel): void {
  printer.line(`event: ${printer.string(event)},`, `version: ${set.version},`);
  if (set.isOpen) printer.line('open: true,');
  if (set.fields.length === 0) {
    printer.line('fields: [],');
    return;
  }
  printer.block(
    'fields: [',
    () => printer.line(...set.fields.map((field) => `${memberLiteral(field, printer)},`)),
    '],',
  );
}

function memberLiteral(member: MemberModel, printer: TypescriptPrinter): string {
  return objectLiteral([
    ['name', printer.string(member.name)],
    ['member', printer.string(member.member)],
    ['required', member.isRequired ? 'true' : undefined],
    ['nullable', member.isNullable ? 'true' : undefined],
    ['value', valueLiteral(member.value, printer)],
  ]);
}

function valueLiteral(value: ValueModel, printer: TypescriptPrinter): string {
  const type = ['type', printer.string(value.type)] as const;
  switch (value.type) {
    case 'string':
      return objectLiteral([
        type,
        ['values', valuesLiteral(value.allowed, printer)],
        ['minLength', value.minLength],
        ['maxLength', value.maxLength],
        ['pattern', value.pattern === undefined ? undefined : printer.string(value.pattern)],
        ['format', value.format === undefined ? undefined : printer.string(value.format)],
      ]);
    case 'integer':
    case 'number':
      return objectLiteral([
        type,
        ['values', valuesLiteral(value.allowed, printer)],
        ['minimum', value.minimum],
        ['maximum', value.maximum],
      ]);
    case 'bigint':
      return objectLiteral([type, ['precision', value.precision]]);
    case 'decimal':
      return objectLiteral([type, ['precision', value.precision], ['scale', value.scale]]);
    case 'array':
      return objectLiteral([
        type,
        ['items', valueLiteral(value.items, printer)],
        ['minItems', value.minItems],
        ['maxItems', value.maxItems],
      ]);
    case 'object': {
      const members = value.object.properties.map((property) => memberLiteral(property, printer));
      return objectLiteral([type, ['members', `[${members.join(', ')}]`]]);
    }
    case 'boolean':
    case 'timestamp':
    case 'date':
    case 'uuid':
    case 'json':
      return objectLiteral([type]);
  }
}

function valuesLiteral(allowed: AllowedValues | undefined, printer: TypescriptPrinter): string | undefined {
  return allowed && `[${allowed.values.map((value) => scalarLiteral(value, printer)).join(', ')}]`;
}

function objectLiteral(
  entries: readonly (readonly [key: string, code: string | number | undefined])[],
): string {
  const given = entries.filter(([, code]) => code !== undefined);
  return `{ ${given.map(([key, code]) => `${key}: ${String(code)}`).join(', ')} }`;
}
