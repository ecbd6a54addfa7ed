import type { AllowedValues, MemberModel, ValueModel } from '../model.js';
import { translatePattern, type PatternDialect } from '../pattern.js';
import type { PythonPrinter } from './python-printer.js';

/** What a module needs to write types and rules: its printer, and how a declared type is named there. */
export interface PythonScope {
  readonly printer: PythonPrinter;
  readonly typeOf: (name: string) => string;
  /** The package's own folder as a `from` statement names it from there: `.` or `..`. */
  readonly root: '.' | '..';
}

/** The module `re`, for text: classes are spelled out, and a word boundary is told to be one of ASCII. */
const re: PatternDialect = {
  start: '\\A',
  end: '\\Z',
  wordBoundary: '(?a:\\b)',
  notWordBoundary: '(?a:\\B)',
  character(codePoint) {
    const character = String.fromCodePoint(codePoint);
    if (/^[A-Za-z0-9_]$/u.test(character)) return character;
    const hex = codePoint.toString(16);
    return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  },
};

function valueType(value: ValueModel, scope: PythonScope): string {
  const { printer, typeOf } = scope;
  switch (value.type) {
    case 'string':
      return allowedType(value.allowed, 'str', scope);
    case 'integer':
      return allowedType(value.allowed, 'int', scope);
    case 'number':
      return 'float';
    case 'bigint':
      return 'int';
    case 'decimal':
      return `${printer.standard('decimal')}.Decimal`;
    case 'boolean':
      return 'bool';
    case 'timestamp':
      return `${printer.standard('datetime')}.datetime`;
    case 'date':
      return `${printer.standard('datetime')}.date`;
    case 'uuid':
      return `${printer.standard('uuid')}.UUID`;
    case 'array':
      return `${printer.standard('typing')}.Sequence[${valueType(value.items, scope)}]`;
    case 'object':
      return typeOf(value.object.typeName);
    case 'json':
      return `${unset(scope)}.Json`;
  }
}

function allowedType(allowed: AllowedValues | undefined, base: string, scope: PythonScope): string {
  if (allowed === undefined) return base;
  if (allowed.isAll && allowed.type !== undefined) return `${scope.typeOf(allowed.type.typeName)}.Value`;
  return literalType(allowed.values, scope.printer);
}

export function literalType(values: readonly unknown[], printer: PythonPrinter): string {
  return `${printer.standard('typing')}.Literal[${values.map((value) => scalarLiteral(value, printer)).join(', ')}]`;
}

/** Whether UNSET stands for nothing, because None is a value. */
function takesNone(member: MemberModel): boolean {
  return member.isNullable || member.value.type === 'json';
}

/** The type of a member. What is not set is None, or UNSET where None is a value. */
export function memberType(member: MemberModel, scope: PythonScope): string {
  const type = valueType(member.value, scope);
  const typing = scope.printer.standard('typing');
  const choices = [
    type,
    ...(member.isNullable || (!member.isRequired && !takesNone(member)) ? ['None'] : []),
    ...(!member.isRequired && takesNone(member) ? [`${unset(scope)}.Unset`] : []),
  ];
  return choices.length === 1 ? type : `${typing}.Union[${choices.join(', ')}]`;
}

/** What stands for nothing; undefined for what is required. */
export function memberDefault(member: MemberModel, scope: PythonScope): string | undefined {
  if (member.isRequired) return undefined;
  return takesNone(member) ? `${unset(scope)}.UNSET` : 'None';
}

function unset({ printer, root }: PythonScope): string {
  return printer.imported('unset', `${root}_runtime`, '_unset');
}

/** The rule of runtimes/python/eventbook_runtime/rules.py. */
export function ruleCode(value: ValueModel, scope: PythonScope): string {
  const { printer, typeOf, root } = scope;
  const rules = printer.imported('rules', `${root}_runtime`, '_rules');
  switch (value.type) {
    case 'string': {
      const pattern = value.pattern === undefined ? undefined : translatePattern(value.pattern, re);
      return `${rules}.Text(${named([
        ['values', value.allowed && tuple(value.allowed.values, printer)],
        ['min_length', value.minLength],
        ['max_length', value.maxLength],
        ['pattern', pattern && printer.string(pattern)],
        ['source', pattern && printer.string(value.pattern ?? '')],
        ['format', value.format && printer.string(value.format)],
      ])})`;
    }
    case 'integer':
    case 'number':
      return `${rules}.${value.type === 'integer' ? 'Integer' : 'Number'}(${named([
        ['values', value.allowed && tuple(value.allowed.values, printer)],
        ['minimum', value.minimum],
        ['maximum', value.maximum],
      ])})`;
    case 'bigint':
      return `${rules}.BigInteger(${value.precision})`;
    case 'decimal':
      return `${rules}.DecimalNumber(${value.precision}, ${value.scale})`;
    case 'array':
      return `${rules}.Items(${ruleCode(value.items, scope)}${named(
        [
          ['min_items', value.minItems],
          ['max_items', value.maxItems],
        ],
        ', ',
      )})`;
    case 'object': {
      const fields = printer.imported('field_set', `${root}_runtime`, '_field_set');
      return `${fields}.Object(${typeOf(value.object.typeName)})`;
    }
    case 'boolean':
      return `${rules}.Boolean()`;
    case 'timestamp':
      return `${rules}.Timestamp()`;
    case 'date':
      return `${rules}.Date()`;
    case 'uuid':
      return `${rules}.Uuid()`;
    case 'json':
      return `${rules}.Anything()`;
  }
}

function tuple(values: readonly unknown[], printer: PythonPrinter): string {
  return `(${values.map((value) => `${scalarLiteral(value, printer)},`).join(' ')})`;
}

export function scalarLiteral(value: unknown, printer: PythonPrinter): string {
  if (typeof value === 'string') return printer.string(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function named(
  entries: readonly (readonly [name: string, code: string | number | undefined])[],
  before = '',
): string {
  const given = entries.filter(([, code]) => code !== undefined);
  return given.length === 0 ? '' : before + given.map(([name, code]) => `${name}=${String(code)}`).join(', ');
}
