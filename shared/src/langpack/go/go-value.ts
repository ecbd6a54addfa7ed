import type { FieldSetModel, MemberModel, ValueModel } from '../model.js';
import { bracedCharacter, translatePattern, type PatternDialect } from '../pattern.js';
import { goString } from './go-printer.js';

/** RE2, without flags: `$` would do, but `\z` says what is meant. */
const re2: PatternDialect = {
  start: '\\A',
  end: '\\z',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
  character: bracedCharacter,
};

/** The type that a value has while it is kept. */
export function goType(value: ValueModel): string {
  switch (value.type) {
    case 'string':
      return value.allowed?.type?.typeName ?? 'string';
    case 'integer':
      return value.allowed?.type?.typeName ?? 'int64';
    case 'number':
      return value.allowed?.type?.typeName ?? 'float64';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return '*big.Int';
    case 'decimal':
      return 'eventbook.Decimal';
    case 'timestamp':
      return 'time.Time';
    case 'date':
      return 'eventbook.Date';
    case 'uuid':
      return 'eventbook.UUID';
    case 'array':
      return `[]${goType(value.items)}`;
    case 'object':
      return `*${value.object.typeName}`;
    case 'json':
      return 'eventbook.JSON';
  }
}

/** Whether nil can stand for null in the type itself. */
export function isNilable(value: ValueModel): boolean {
  return value.type === 'bigint' || value.type === 'array' || value.type === 'object';
}

/** Packages of the standard library that the type of a value needs. */
export function goImports(value: ValueModel): readonly string[] {
  if (value.type === 'array') return goImports(value.items);
  if (value.type === 'bigint') return ['math/big'];
  return value.type === 'timestamp' ? ['time'] : [];
}

/** The composite literal of the rule that values are checked by. */
export function goRule(value: ValueModel): string {
  switch (value.type) {
    case 'string':
      return literal(`TextRule[${goType(value)}]`, [
        ['Allowed', allowed(value)],
        ['MinLength', pointer(value.minLength)],
        ['MaxLength', pointer(value.maxLength)],
        ['Pattern', pattern(value.pattern)],
        ['Format', value.format === undefined ? undefined : goString(value.format)],
      ]);
    case 'integer':
    case 'number':
      return literal(`${value.type === 'integer' ? 'Integer' : 'Number'}Rule[${goType(value)}]`, [
        ['Allowed', allowed(value)],
        ['Minimum', double(value.minimum)],
        ['Maximum', double(value.maximum)],
      ]);
    case 'bigint':
      return literal('BigIntegerRule', [['Digits', String(value.precision)]]);
    case 'decimal':
      return literal('DecimalRule', [
        ['Precision', String(value.precision)],
        ['Scale', String(value.scale)],
      ]);
    case 'array':
      return literal(`ListRule[${goType(value.items)}]`, [
        ['Items', `&${goRule(value.items)}`],
        ['MinItems', pointer(value.minItems)],
        ['MaxItems', pointer(value.maxItems)],
      ]);
    case 'object':
      return literal(`ObjectRule[${value.object.typeName}, *${value.object.typeName}]`, []);
    case 'boolean':
      return literal('BooleanRule', []);
    case 'timestamp':
      return literal('TimestampRule', []);
    case 'date':
      return literal('DateRule', []);
    case 'uuid':
      return literal('UUIDRule', []);
    case 'json':
      return literal('JSONRule', []);
  }
}

/** What the contract says of a field beyond its values. */
export function goUse({ isRequired, isNullable }: MemberModel): string {
  const uses = [...(isRequired ? ['eventbook.Required'] : []), ...(isNullable ? ['eventbook.Nullable'] : [])];
  return uses.length === 0 ? 'eventbook.Optional' : uses.join('|');
}

/** Every package that the fields of a set need. */
export function importsOf(
  members: Pick<FieldSetModel, 'fields'>['fields'] | readonly MemberModel[],
): readonly string[] {
  return members.flatMap(({ value }) => [
    ...goImports(value),
    ...(value.type === 'json' ? ['encoding/json'] : []),
  ]);
}

function literal(
  type: string,
  members: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const given = members.filter(([, value]) => value !== undefined);
  return `eventbook.${type}{${given.map(([name, value]) => `${name}: ${value ?? ''}`).join(', ')}}`;
}

function allowed(value: Extract<ValueModel, { readonly allowed: unknown }>): string | undefined {
  if (value.allowed === undefined) return undefined;
  const values = value.allowed.values.map((one) => (typeof one === 'string' ? goString(one) : String(one)));
  return `[]${goType(value)}{${values.join(', ')}}`;
}

function pointer(limit: number | undefined): string | undefined {
  return limit === undefined ? undefined : `eventbook.Ptr(${limit})`;
}

function double(limit: number | undefined): string | undefined {
  return limit === undefined ? undefined : `eventbook.Ptr(float64(${limit}))`;
}

function pattern(source: string | undefined): string | undefined {
  const translated = source === undefined ? undefined : translatePattern(source, re2);
  if (source === undefined || translated === undefined) return undefined;
  return `eventbook.NewPattern(${goString(source)}, ${goString(translated)})`;
}
