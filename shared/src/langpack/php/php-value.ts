import type { Scalar } from '../../catalog/model.js';
import type { EnumType, MemberModel, NumberValue, StringValue, ValueModel } from '../model.js';
import { bracedCharacter, translatePattern, type PatternDialect } from '../pattern.js';
import { phpString } from './php-printer.js';

const word = '[0-9A-Za-z_]';

/** PCRE with the flags `D` and `u`. The latter makes `\b` and `\d` mean characters of all scripts, so neither is used. */
const pcre: PatternDialect = {
  start: '\\A',
  end: '\\z',
  wordBoundary: `(?:(?<!${word})(?=${word})|(?<=${word})(?!${word}))`,
  notWordBoundary: `(?:(?<!${word})(?!${word})|(?<=${word})(?=${word}))`,
  character: bracedCharacter,
};

/** The enumeration of a value. Of numbers with a fraction PHP makes none; their constants stand in a class. */
function enumOf(value: ValueModel): EnumType | undefined {
  if (value.type !== 'string' && value.type !== 'integer') return undefined;
  return value.allowed?.type;
}

/** What a setter takes, without null. */
export function phpType(value: ValueModel): string {
  switch (value.type) {
    case 'string':
      return enumOf(value)?.typeName ?? 'string';
    case 'integer':
      return enumOf(value)?.typeName ?? 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'bigint':
    case 'decimal':
      return 'int|string';
    case 'timestamp':
      return '\\DateTimeInterface';
    case 'date':
      return '\\DateTimeInterface|string';
    case 'uuid':
      return 'string';
    case 'array':
      return 'array';
    case 'object':
      return value.object.typeName;
    case 'json':
      return 'mixed';
  }
}

/** The same as documentation has it: with what a list holds. */
export function documentedType(value: ValueModel): string {
  return value.type === 'array' ? `list<${documentedType(value.items)}>` : phpType(value);
}

export function orNull(type: string): string {
  if (type === 'mixed') return type;
  return type.includes('|') ? `${type}|null` : `?${type}`;
}

/** The expression that makes the rule that values are checked by. */
export function phpRule(value: ValueModel): string {
  switch (value.type) {
    case 'string':
      return stringRule(value);
    case 'integer':
      return integerRule(value);
    case 'number':
      return rule('NumberRule', [
        ['minimum', number(value.minimum)],
        ['maximum', number(value.maximum)],
        ['allowed', list(value.allowed?.values)],
      ]);
    case 'bigint':
      return `new Runtime\\BigIntegerRule(${value.precision})`;
    case 'decimal':
      return `new Runtime\\DecimalRule(${value.precision}, ${value.scale})`;
    case 'array':
      return rule('ListRule', [
        ['items', phpRule(value.items)],
        ['minItems', number(value.minItems)],
        ['maxItems', number(value.maxItems)],
      ]);
    case 'object':
      return `new Runtime\\ObjectRule(${value.object.typeName}::class)`;
    case 'boolean':
      return rule('BooleanRule', []);
    case 'timestamp':
      return rule('TimestampRule', []);
    case 'date':
      return rule('DateRule', []);
    case 'uuid':
      return rule('UuidRule', []);
    case 'json':
      return rule('JsonRule', []);
  }
}

/** A field as the runtime knows it: its rule, and what its contract says of it beyond that. */
export function phpUse({ value, isRequired, isNullable }: MemberModel): string {
  const flags = [
    ...(isRequired ? [', isRequired: true'] : []),
    ...(isNullable ? [', isNullable: true'] : []),
  ];
  return `new Runtime\\FieldUse(${phpRule(value)}${flags.join('')})`;
}

export function constantOf(type: EnumType, value: Scalar): string | undefined {
  const constant = type.constants.find((one) => one.value === value)?.constant;
  return constant === undefined ? undefined : `${type.typeName}::${constant}`;
}

function stringRule(value: StringValue): string {
  const { minLength, maxLength, pattern, format, allowed } = value;
  const type = enumOf(value);
  const compiled = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const fits = (one: Scalar): boolean => {
    const length = Array.from(String(one)).length;
    return (
      length >= (minLength ?? 0) && length <= (maxLength ?? Infinity) && (compiled?.test(String(one)) ?? true)
    );
  };
  if (type !== undefined && allowed !== undefined) {
    return enumRule(type, allowed.values.filter(fits), allowed.isAll && allowed.values.every(fits));
  }
  const expression = pattern === undefined ? undefined : translatePattern(pattern, pcre);
  return rule('TextRule', [
    ['minLength', number(minLength)],
    ['maxLength', number(maxLength)],
    ['pattern', pattern === undefined || expression === undefined ? undefined : phpString(pattern)],
    ['expression', expression === undefined ? undefined : phpString(`~${expression}~Du`)],
    ['format', format === undefined ? undefined : phpString(format)],
    ['allowed', list(allowed?.values)],
  ]);
}

function integerRule(value: NumberValue): string {
  const { minimum, maximum, allowed } = value;
  const type = enumOf(value);
  const fits = (one: Scalar): boolean =>
    Number(one) >= (minimum ?? -Infinity) && Number(one) <= (maximum ?? Infinity);
  if (type !== undefined && allowed !== undefined) {
    return enumRule(type, allowed.values.filter(fits), allowed.isAll && allowed.values.every(fits));
  }
  return rule('IntegerRule', [
    ['minimum', number(minimum)],
    ['maximum', number(maximum)],
    ['allowed', list(allowed?.values)],
  ]);
}

function enumRule(type: EnumType, values: readonly Scalar[], isAll: boolean): string {
  const constants = values.flatMap((value) => constantOf(type, value) ?? []);
  return `new Runtime\\EnumRule(${type.typeName}::class${isAll ? '' : `, [${constants.join(', ')}]`})`;
}

function rule(name: string, parts: readonly (readonly [name: string, value: string | undefined])[]): string {
  const given = parts.flatMap(([part, value]) => (value === undefined ? [] : [`${part}: ${value}`]));
  return `new Runtime\\${name}(${given.join(', ')})`;
}

function number(limit: number | undefined): string | undefined {
  return limit === undefined ? undefined : phpNumber(limit);
}

export function phpNumber(value: number): string {
  // PHP has no literal for the least int, and `1e300` is its way, too.
  return Number.isSafeInteger(value) ? String(value) : String(value).replace(/^(-?\d+)$/u, '$1.0');
}

function list(values: readonly Scalar[] | undefined): string | undefined {
  if (values === undefined) return undefined;
  return `[${values.map((one) => (typeof one === 'string' ? phpString(one) : phpNumber(Number(one)))).join(', ')}]`;
}
