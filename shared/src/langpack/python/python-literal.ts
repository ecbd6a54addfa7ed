import type { FieldSetModel, MemberModel, ValueModel } from '../model.js';
import type { PythonPrinter } from './python-printer.js';
import { scalarLiteral } from './python-value.js';

/** How a class is named where the literal stands. */
export type NameOf = (typeName: string) => string;

/** The code of the value that travels as `wire`: what a program would write to set it. */
export function valueLiteral(
  value: ValueModel,
  wire: unknown,
  printer: PythonPrinter,
  nameOf: NameOf,
): string {
  if (wire === null) return 'None';
  const text = typeof wire === 'string' ? wire : JSON.stringify(wire);
  switch (value.type) {
    case 'bigint':
      return text;
    case 'decimal':
      return `${printer.standard('decimal')}.Decimal(${printer.string(text)})`;
    case 'timestamp':
      return timeLiteral(Number(wire), printer);
    case 'date': {
      const parts = text.split('-').map(Number);
      return `${printer.standard('datetime')}.date(${parts.join(', ')})`;
    }
    case 'uuid':
      return `${printer.standard('uuid')}.UUID(${printer.string(text)})`;
    case 'array': {
      const items = Array.isArray(wire) ? wire : [];
      return `[${items.map((item: unknown) => valueLiteral(value.items, item, printer, nameOf)).join(', ')}]`;
    }
    case 'object': {
      const { typeName, properties } = value.object;
      return membersLiteral(
        nameOf(typeName),
        properties,
        wire as Readonly<Record<string, unknown>>,
        printer,
        nameOf,
      );
    }
    case 'json':
      return `${printer.standard('json')}.loads(${printer.string(JSON.stringify(wire))})`;
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return scalarLiteral(wire, printer);
  }
}

/** The code that builds a version with these fields, by their names on the wire. */
export function buildLiteral(
  set: FieldSetModel,
  fields: Readonly<Record<string, unknown>>,
  printer: PythonPrinter,
  nameOf: NameOf,
): string {
  return membersLiteral(nameOf(set.className), set.fields, fields, printer, nameOf);
}

function timeLiteral(microseconds: number, printer: PythonPrinter): string {
  const datetime = printer.standard('datetime');
  const fraction = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
  const time = new Date((microseconds - fraction) / 1000);
  const parts = [
    time.getUTCFullYear(),
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
    fraction,
  ];
  return `${datetime}.datetime(${parts.join(', ')}, tzinfo=${datetime}.timezone.utc)`;
}

function membersLiteral(
  name: string,
  members: readonly MemberModel[],
  wire: Readonly<Record<string, unknown>>,
  printer: PythonPrinter,
  nameOf: NameOf,
): string {
  const given = members.filter((member) => Object.hasOwn(wire, member.name));
  const parts = given.map(
    (member) => `${member.member}=${valueLiteral(member.value, wire[member.name], printer, nameOf)}`,
  );
  return `${name}(${parts.join(', ')})`;
}
