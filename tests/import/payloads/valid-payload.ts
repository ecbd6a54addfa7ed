import RandExp from 'randexp';
import type { Random } from '../../support/random.js';
import { followed, isSchema, schemasIn, type Schema } from './schema-parts.js';

const deepest = 8;
/** The last is one character to JSON Schema and two to JavaScript. */
const characters = Array.from('abcXYZ019 -_.é🦊');

/** A payload that a schema of draft 4 probably lets through; whether it does, ajv says. */
export function validPayload(root: Schema, random: Random): unknown {
  return new Generator(root, random).value(root, 0);
}

class Generator {
  readonly #root: Schema;
  readonly #random: Random;

  constructor(root: Schema, random: Random) {
    this.#root = root;
    this.#random = random;
  }

  value(given: unknown, depth: number): unknown {
    const schema = this.#chosen(isSchema(given) ? given : {});
    const values = schema['enum'];
    if (Array.isArray(values)) return this.#random.pick(values as unknown[]);
    const type = this.#type(schema['type'], schema, depth);
    if (type === 'object') return this.#object(schema, depth);
    if (type === 'array') return this.#list(schema, depth);
    if (type === 'string') return this.#text(schema);
    if (type === 'integer' || type === 'number') return this.#number(type, schema);
    return type === 'boolean' ? this.#random.next() < 0.5 : null;
  }

  /** One of the alternatives, with what stands beside them. */
  #chosen(given: Schema): Schema {
    let schema = followed(given, this.#root);
    for (const keyword of ['anyOf', 'oneOf']) {
      const options = schemasIn(schema[keyword]);
      if (options.length > 0) schema = joined(schema, followed(this.#random.pick(options), this.#root));
    }
    for (const part of schemasIn(schema['allOf'])) schema = joined(schema, followed(part, this.#root));
    return schema;
  }

  #type(type: unknown, schema: Schema, depth: number): unknown {
    if (Array.isArray(type)) {
      const others = type.filter((each) => each !== 'null');
      return others.length === 0 || this.#random.next() < 0.15
        ? this.#random.pick(type)
        : this.#random.pick(others);
    }
    if (type !== undefined) return type;
    if (schema['properties'] !== undefined || depth === 0) return 'object';
    return this.#random.pick(['string', 'integer', 'boolean', 'null']);
  }

  #object(schema: Schema, depth: number): unknown {
    const properties = isSchema(schema['properties']) ? schema['properties'] : {};
    const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as string[]) : []);
    const likely = depth > deepest ? 0 : this.#random.pick([0.2, 0.7, 1]);
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(properties)) {
      if (required.has(name) || this.#random.next() < likely) made[name] = this.value(inner, depth + 1);
    }
    for (const name of required) if (!Object.hasOwn(made, name)) made[name] = this.value({}, depth + 1);
    const patterns = isSchema(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
    for (const [pattern, inner] of patterns) made[this.#matching(pattern)] = this.value(inner, depth + 1);
    if (schema['additionalProperties'] !== false && this.#random.next() < 0.3) {
      made['further_member'] = this.value(schema['additionalProperties'], depth + 1);
    }
    return made;
  }

  #list(schema: Schema, depth: number): unknown {
    const fewest = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
    const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : fewest + 3;
    const length = depth > deepest ? fewest : this.#random.integer(fewest, Math.min(most, fewest + 3));
    const { items } = schema;
    return Array.from({ length }, (_, index) =>
      this.value(Array.isArray(items) ? (items[index] as unknown) : items, depth + 1),
    );
  }

  #text(schema: Schema): string {
    const shortest = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0;
    const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : shortest + 20;
    const format = typeof schema['format'] === 'string' ? this.#formatted(schema['format']) : undefined;
    if (format !== undefined) return format;
    if (typeof schema['pattern'] === 'string') return this.#matching(schema['pattern']);
    const isBound = this.#random.next() < 0.2 && longest <= 5000;
    const length = isBound ? longest : this.#random.integer(shortest, Math.min(longest, shortest + 12));
    return Array.from({ length }, () => this.#random.pick(characters)).join('');
  }

  #matching(pattern: string): string {
    const expression = new RandExp(pattern);
    expression.max = 6;
    expression.randInt = (from, to) => this.#random.integer(from, to);
    return expression.gen();
  }

  #formatted(format: string): string | undefined {
    const byte = (): number => this.#random.integer(0, 255);
    const two = (from: number, to: number): string => String(this.#random.integer(from, to)).padStart(2, '0');
    const day = `${this.#random.integer(1900, 2100)}-${two(1, 12)}-${two(1, 28)}`;
    const zone = this.#random.pick(['Z', '+03:00', '-11:30']);
    const made: Readonly<Record<string, () => string>> = {
      'date-time': () =>
        `${day}T${two(0, 23)}:${two(0, 59)}:${two(0, 59)}${this.#random.pick(['', '.5', '.123456'])}${zone}`,
      date: () => day,
      uuid: () => this.#random.uuid(1_700_000_000_000 + byte()),
      uri: () =>
        this.#random.pick([
          'https://example.com/a?b=c#d',
          'ftp://h/x',
          'urn:isbn:0451450523',
          'http://[::1]:80/',
        ]),
      email: () => `a.b+c${byte()}@mail.example.com`,
      hostname: () => this.#random.pick(['example.com', 'a-b.c0', 'localhost']),
      ipv4: () => `${byte()}.${byte()}.${byte()}.${byte()}`,
      ipv6: () => this.#random.pick(['::1', '2001:db8::8a2e:370:7334', 'fe80:0:0:0:1:2:3:4']),
    };
    return made[format]?.();
  }

  #number(type: 'integer' | 'number', schema: Schema): number {
    const bound = (keyword: string, fallback: number): number => {
      const value = schema[keyword];
      return typeof value === 'number' ? value : fallback;
    };
    // A number that a computer has rounded proves nothing.
    const low = Math.max(bound('minimum', Math.min(-1000, bound('maximum', 0))), Number.MIN_SAFE_INTEGER);
    const high = Math.min(bound('maximum', Math.max(1000, low + 1000)), Number.MAX_SAFE_INTEGER);
    const step = typeof schema['multipleOf'] === 'number' ? schema['multipleOf'] : type === 'integer' ? 1 : 0;
    const place = this.#random.pick([0, 1, this.#random.next()]);
    const value = low + (Math.min(high, low + 1e6) - low) * place;
    if (step === 0) return place === 1 ? high : value;
    return place === 1 && step === 1
      ? Math.floor(high)
      : Number((Math.round(value / step) * step).toFixed(6));
  }
}

function joined(schema: Schema, more: Schema): Schema {
  const both = {
    ...(isSchema(schema['properties']) ? schema['properties'] : {}),
    ...(isSchema(more['properties']) ? more['properties'] : {}),
  };
  const required = [schema, more].flatMap((one) =>
    Array.isArray(one['required']) ? (one['required'] as string[]) : [],
  );
  return { ...schema, ...more, ...(Object.keys(both).length > 0 ? { properties: both } : {}), required };
}
