import type { FieldSetModel, MemberModel, ValueModel } from '../model.js';
import type { TypescriptPrinter } from './typescript-printer.js';

/** The code of the value that travels as `wire`: what a program would write to set it. */
export function valueLiteral(value: ValueModel, wire: unknown, printer: TypescriptPrinter): string {
  if (wire === null) return 'null';
  switch (value.type) {
    case 'bigint':
      return typeof wire === 'string' && /^-?[0-9]+$/u.test(wire) ? `${wire}n` : plainLiteral(wire, printer);
    case 'timestamp':
      return typeof wire === 'number' ? timeLiteral(wire) : plainLiteral(wire, printer);
    case 'array':
      return Array.isArray(wire)
        ? `[${wire.map((item: unknown) => valueLiteral(value.items, item, printer)).join(', ')}]`
        : plainLiteral(wire, printer);
    case 'object':
      return membersLiteral(value.object.properties, wire as Readonly<Record<string, unknown>>, printer);
    case 'string':
    case 'integer':
    case 'number':
    case 'decimal':
    case 'boolean':
    case 'date':
    case 'uuid':
    case 'json':
      return plainLiteral(wire, printer);
  }
}

/** The code that builds a version with these fields, by their names on the wire. */
export function buildLiteral(
  set: FieldSetModel,
  fields: Readonly<Record<string, unknown>>,
  printer: TypescriptPrinter,
): string {
  return `new ${set.className}(${membersLiteral(set.fields, fields, printer)})`;
}

export function timeLiteral(microseconds: number): string {
  return microseconds % 1000 === 0 ? `new Date(${microseconds / 1000})` : `${microseconds}n`;
}

function membersLiteral(
  members: readonly MemberModel[],
  wire: Readonly<Record<string, unknown>>,
  printer: TypescriptPrinter,
): string {
  const given = members.filter(({ name }) => Object.hasOwn(wire, name));
  const parts = given.map(
    ({ name, member, value }) => `${member}: ${valueLiteral(value, wire[name], printer)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function plainLiteral(wire: unknown, printer: TypescriptPrinter): string {
  if (typeof wire === 'string') return printer.string(wire);
  // Read back as JSON, in which no key is special, and every number is what it was.
  const text = JSON.stringify(wire);
  return typeof wire === 'object' ? `JSON.parse(${printer.string(text)})` : text;
}
