import type { FieldSetModel, MemberModel, ValueModel } from '../model.js';
import { phpString } from './php-printer.js';
import { constantOf, phpNumber } from './php-value.js';

/**
 * A PHP expression that builds an event, or common fields, from values as they travel. Its names are those of the
 * package's namespace.
 * @param time in microseconds
 */
export function phpBuilding(
  set: FieldSetModel,
  fields: Readonly<Record<string, unknown>>,
  time?: number,
): string {
  const at = time === undefined ? [] : [`->at(${timeLiteral(time)})`];
  const calls = [...settings(set.fields, fields), ...at, '->build()'];
  return [`${set.className}::builder()`, ...calls].join('\n    ');
}

function settings(members: readonly MemberModel[], values: Readonly<Record<string, unknown>>): string[] {
  return members
    .filter(({ name }) => Object.hasOwn(values, name))
    .map(({ member, name, value }) => `->set${member}(${phpLiteral(value, values[name])})`);
}

function phpLiteral(value: ValueModel, given: unknown): string {
  if (given === null) return 'null';
  switch (value.type) {
    case 'string':
    case 'integer':
    case 'number': {
      const type = value.allowed?.type;
      const constant = type === undefined ? undefined : constantOf(type, given as string | number);
      if (constant !== undefined) return constant;
      return typeof given === 'string' ? phpString(given) : phpNumber(Number(given));
    }
    case 'timestamp':
      return timeLiteral(Number(given));
    case 'array':
      return `[${(given as readonly unknown[]).map((item) => phpLiteral(value.items, item)).join(', ')}]`;
    case 'object': {
      const calls = settings(value.object.properties, given as Readonly<Record<string, unknown>>);
      return `(new ${value.object.typeName}())${calls.join('')}`;
    }
    case 'json':
      return `json_decode(${phpString(JSON.stringify(given))})`;
    case 'boolean':
      return given === true ? 'true' : 'false';
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'uuid':
      return phpString(given as string);
  }
}

function timeLiteral(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0');
  const text = new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
  return `new \\DateTimeImmutable(${phpString(text)})`;
}
