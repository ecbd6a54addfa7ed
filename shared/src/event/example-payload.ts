import type { Catalog, Contract, Environment, Event, FieldUse, ValueShape } from '../catalog/model.js';
import { declarationOf, newestContract, type Holder } from '../catalog/resolve.js';

/** An envelope as a sender would write it, and the fields for which no value could be thought of. */
export interface ExamplePayload {
  readonly envelope: Readonly<Record<string, unknown>>;
  /** Fields whose pattern none of the examples fits; they hold a text that says so. */
  readonly unmet: readonly string[];
}

// Always the same, so that the same catalog gives the same page.
const exampleTime = 1_763_850_000_123_456;
const exampleDay = '2025-11-22';
const exampleId = '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55';

/**
 * An event of one version, sent from one environment with its newest common fields: every field with a value that the
 * contracts let through, taken from the declaration's examples where there are such.
 */
export function examplePayload(
  catalog: Catalog,
  event: Event,
  contract: Contract,
  environment?: Environment,
): ExamplePayload {
  const unmet: string[] = [];
  const fields: Record<string, unknown> = {};
  const common = environment === undefined ? undefined : newestContract(environment);
  const add = (holder: Holder, uses: Contract['fields']): void => {
    for (const [name, use] of Object.entries(uses)) {
      const declaration = declarationOf(catalog, holder, name);
      if (declaration === undefined || Object.hasOwn(fields, name)) continue;
      const value = exampleValue(declaration, use, declaration.examples);
      if (value === undefined) unmet.push(name);
      fields[name] = value ?? `(a text that fits ${use.pattern ?? 'the contract'})`;
    }
  };
  add(event, contract.fields);
  if (environment !== undefined && common !== undefined) add(environment, common.fields);
  return {
    envelope: {
      event: event.name,
      version: contract.version,
      event_id: exampleId,
      event_time: exampleTime,
      ...(common === undefined ? {} : { environment_version: common.version }),
      fields,
    },
    unmet,
  };
}

function exampleValue(shape: ValueShape, use: FieldUse, examples: readonly unknown[] = []): unknown {
  const given = examples.find((example) => suits(example, shape, use));
  if (given !== undefined) return given;
  const allowed = use.enum ?? shape.values;
  if (allowed !== undefined) return allowed[0];
  switch (shape.type) {
    case 'string':
      return exampleText(use);
    case 'integer':
      return wholeNumber(use);
    case 'number':
      return use.minimum === undefined && use.maximum === undefined ? 1.5 : wholeNumber(use, false);
    case 'bigint':
      return '9007199254740993'.slice(0, shape.precision);
    case 'decimal':
      return decimal(shape.precision ?? 1, shape.scale ?? 0);
    case 'boolean':
      return true;
    case 'timestamp':
      return exampleTime;
    case 'date':
      return exampleDay;
    case 'uuid':
      return exampleId;
    case 'array': {
      const count = Math.min(Math.max(use.minItems ?? 1, 1), use.maxItems ?? 1);
      return Array.from({ length: count }, () => exampleValue(shape.items ?? { type: 'json' }, {}));
    }
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, property]) => [name, exampleValue(property, {})]),
      );
    case 'json':
      return { any: 'JSON' };
  }
}

/** Whether an example of the declaration gets past this use of it, as far as texts and numbers go. */
function suits(example: unknown, shape: ValueShape, use: FieldUse): boolean {
  const allowed: readonly unknown[] | undefined = use.enum ?? shape.values;
  if (allowed !== undefined) return allowed.includes(example);
  if (typeof example === 'string') return shape.type !== 'string' || textSuits(example, use);
  if (typeof example === 'number') {
    return example >= (use.minimum ?? -Infinity) && example <= (use.maximum ?? Infinity);
  }
  if (Array.isArray(example)) {
    return example.length >= (use.minItems ?? 0) && example.length <= (use.maxItems ?? Infinity);
  }
  return example !== null || use.nullable === true;
}

function textSuits(text: string, use: FieldUse): boolean {
  const length = Array.from(text).length;
  if (length < (use.minLength ?? 0) || length > (use.maxLength ?? Infinity)) return false;
  return use.pattern === undefined || new RegExp(use.pattern, 'u').test(text);
}

const formatted = {
  uri: 'https://example.com/page',
  email: 'somebody@example.com',
  ip: '192.0.2.1',
} as const;

/** What patterns of catalogs are mostly about: codes, numbers, hashes, versions. */
const likely = [
  ...['text', 'Text', 'a', 'A', '1', 'ab', 'AB', '12', 'en', 'EN', 'en-US', 'en_US', 'abc', 'ABC', '123'],
  ...[
    'A-17',
    'a1',
    'A1',
    '1.0',
    '1.0.0',
    'v1.0.0',
    '2025-11-22',
    '2025-11-22T10:20:00Z',
    '#336699',
    '336699',
  ],
  ...[
    '/page',
    'https://example.com/page',
    'http://example.com',
    'somebody@example.com',
    'example.com',
    '192.0.2.1',
  ],
  ...['+15550100', '0', '-1', '0.5', exampleId, exampleId.replaceAll('-', ''), 'true'],
  ...[4, 5, 6, 7, 8, 10, 12, 13, 16, 18, 20, 24, 32, 36, 40, 64].flatMap((count) =>
    ['1', 'a', 'A'].map((letter) => letter.repeat(count)),
  ),
];

function exampleText(use: FieldUse): string | undefined {
  if (use.format !== undefined) return formatted[use.format];
  const length = Math.max(use.minLength ?? 0, 0);
  const padded = 'text'.padEnd(length, '.').slice(0, use.maxLength);
  return [padded, ...likely].find((text) => textSuits(text, use));
}

function wholeNumber({ minimum, maximum }: FieldUse, whole = true): number {
  const least = minimum === undefined ? undefined : whole ? Math.ceil(minimum) : minimum;
  if (least !== undefined && least > 1) return least;
  return maximum !== undefined && maximum < 1 ? (whole ? Math.floor(maximum) : maximum) : 1;
}

function decimal(precision: number, scale: number): string {
  const before = precision - scale > 1 ? '12' : precision - scale === 1 ? '1' : '0';
  return scale === 0 ? before : `${before}.${'50'.padEnd(scale, '0').slice(0, scale)}`;
}
