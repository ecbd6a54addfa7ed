import type { Catalog, FieldUse, Scalar, StringFormat, ValueShape } from '@eventbook/shared/catalog/model';
import { declarationOf, type Holder } from '@eventbook/shared/catalog/resolve';
import type { Random } from './random.js';

/** Made-up fields that fit a holder's contract: every required field, and each optional one more often than not. */
export function sampleFields(
  catalog: Catalog,
  holder: Holder,
  version: number,
  random: Random,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, use] of Object.entries(holder.contracts.get(version)?.fields ?? {})) {
    const declaration = declarationOf(catalog, holder, name);
    if (declaration === undefined || (use.required !== true && random.next() < 0.3)) continue;
    fields[name] = sampleValue(declaration, use, random, declaration.examples);
  }
  return fields;
}

function sampleValue(
  shape: ValueShape,
  use: FieldUse,
  random: Random,
  examples?: readonly unknown[],
): unknown {
  const choices: readonly Scalar[] | undefined = use.enum ?? shape.values;
  if (choices !== undefined) return random.pick(choices);
  if (use.format !== undefined) return formatted(use.format, random);
  // A pattern is met by what the catalog itself gives as an example.
  if (examples !== undefined && use.pattern !== undefined) return random.pick(examples);
  switch (shape.type) {
    case 'string':
      return `text ${random.hex(6)}`.padEnd(use.minLength ?? 0, '.').slice(0, use.maxLength);
    case 'integer':
      return random.integer(use.minimum ?? 0, use.maximum ?? 100_000);
    case 'number':
      return (
        (random.integer(0, 100) / 100) * ((use.maximum ?? 1000) - (use.minimum ?? 0)) + (use.minimum ?? 0)
      );
    case 'bigint':
      return String(random.integer(1, 2 ** 50)) + String(random.integer(100, 999));
    case 'decimal':
      return `${random.integer(1, 90_000)}.${'25'.padEnd(shape.scale ?? 0, '0').slice(0, shape.scale ?? 0)}`.replace(
        /\.$/,
        '',
      );
    case 'boolean':
      return random.next() < 0.5;
    case 'timestamp':
      return (Date.now() - random.integer(0, 86_400_000)) * 1000 + random.integer(0, 999);
    case 'date':
      return new Date(Date.now() - random.integer(0, 400) * 86_400_000).toISOString().slice(0, 10);
    case 'uuid':
      return random.uuid(Date.now());
    case 'array': {
      const length = random.integer(use.minItems ?? 0, Math.min(use.maxItems ?? 4, 4));
      return Array.from({ length }, () => sampleValue(shape.items ?? { type: 'json' }, {}, random));
    }
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, property]) => [
          name,
          sampleValue(property, {}, random),
        ]),
      );
    case 'json':
      return { note: random.hex(4) };
  }
}

function formatted(format: StringFormat, random: Random): string {
  switch (format) {
    case 'uri':
      return `https://example.com/${random.hex(6)}`;
    case 'email':
      return `${random.hex(6)}@example.com`;
    case 'ip':
      return `192.0.2.${random.integer(1, 254)}`;
  }
}
