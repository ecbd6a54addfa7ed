import type { FieldDeclaration, FieldUse } from '@eventbook/shared/catalog/model';
import type { Random } from '../random.js';
import { commonSubjects, subjects, titled } from './words.js';

/** A kind of field: how it is declared, and how contracts narrow it. */
interface Attribute {
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly narrowings: readonly FieldUse[];
}

const statuses = ['new', 'waiting', 'accepted', 'done', 'cancelled'];

const attributes: readonly Attribute[] = [
  {
    name: 'id',
    declaration: { type: 'uuid', examples: ['0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55'] },
    narrowings: [],
  },
  {
    name: 'status',
    declaration: { type: 'string', values: statuses },
    narrowings: [{ enum: statuses.slice(1, 4) }, { enum: statuses.slice(0, 2) }],
  },
  {
    name: 'count',
    declaration: { type: 'integer', examples: [3] },
    narrowings: [{ minimum: 0 }, { minimum: 1, maximum: 1000 }],
  },
  {
    name: 'price',
    declaration: { type: 'decimal', precision: 18, scale: 2, unit: 'RUB', examples: ['990.00'] },
    narrowings: [{ nullable: true }],
  },
  { name: 'number', declaration: { type: 'bigint', examples: ['7205759403792794'] }, narrowings: [] },
  {
    name: 'share',
    declaration: { type: 'number', examples: [0.25] },
    narrowings: [{ minimum: 0, maximum: 1 }, { maximum: 100 }],
  },
  { name: 'is_first', declaration: { type: 'boolean' }, narrowings: [{ nullable: true }] },
  { name: 'changed_at', declaration: { type: 'timestamp' }, narrowings: [] },
  {
    name: 'due_on',
    declaration: { type: 'date', examples: ['2026-11-25'] },
    narrowings: [{ nullable: true }],
  },
  {
    name: 'title',
    declaration: { type: 'string', examples: ['Blue bicycle'] },
    narrowings: [{ minLength: 1, maxLength: 200 }, { maxLength: 1000 }],
  },
  {
    name: 'url',
    declaration: { type: 'string', examples: ['https://example.com/17'] },
    narrowings: [{ format: 'uri' }],
  },
  {
    name: 'code',
    declaration: { type: 'string', examples: ['RU-1750'] },
    narrowings: [{ pattern: '^[A-Z]{2}-[0-9]{1,9}$' }, { maxLength: 12 }],
  },
  {
    name: 'tags',
    declaration: { type: 'array', items: { type: 'string' }, examples: [['sale']] },
    narrowings: [{ maxItems: 20 }, { minItems: 1 }],
  },
  {
    name: 'parts',
    declaration: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'uuid', required: true, title: 'Id', privacy: 'none' },
          amount: { type: 'integer', title: 'How many', privacy: 'none' },
          kind: { type: 'string', values: ['goods', 'service'], title: 'Kind', privacy: 'none' },
        },
      },
    },
    narrowings: [{ minItems: 1, maxItems: 500 }],
  },
  {
    name: 'place',
    declaration: {
      type: 'object',
      properties: {
        region: { type: 'string', required: true, title: 'Region', privacy: 'none' },
        point: {
          type: 'object',
          title: 'Point',
          properties: {
            latitude: { type: 'number', required: true, privacy: 'personal' },
            longitude: { type: 'number', required: true, privacy: 'personal' },
          },
        },
        seen_at: { type: 'timestamp', nullable: true, title: 'Seen at', privacy: 'none' },
      },
    },
    narrowings: [{ nullable: true }],
  },
  { name: 'context', declaration: { type: 'json' }, narrowings: [] },
  {
    name: 'duration',
    declaration: { type: 'integer', unit: 'ms', examples: [350] },
    narrowings: [{ minimum: 0, maximum: 86_400_000 }],
  },
];

const byAttribute = new Map(attributes.map((attribute) => [attribute.name, attribute]));

/** A dictionary field: `events` may name the first list, environments the second. */
export interface Dictionary {
  readonly declarations: ReadonlyMap<string, FieldDeclaration>;
  readonly ofEvents: readonly string[];
  readonly ofEnvironments: readonly string[];
}

/** At most 425 fields of events, and beside them up to 40 that environments share. */
export function makeDictionary(count: number, random: Random, owners: readonly string[]): Dictionary {
  const shared = commonSubjects
    .flatMap((subject) => attributes.map(({ name }) => `${subject}_${name}`))
    .slice(0, Math.min(40, Math.ceil(count / 10)));
  const all = subjects.flatMap((subject) => attributes.map(({ name }) => `${subject}_${name}`));
  const ofEvents = all.slice(0, count - shared.length);
  if (ofEvents.length + shared.length < count) {
    throw new RangeError(`at most ${all.length + shared.length} fields can be made up`);
  }
  const declarations = new Map(
    [...ofEvents, ...shared].map((name) => [name, declared(name, random, random.pick(owners))]),
  );
  return { declarations, ofEvents, ofEnvironments: shared };
}

/** A declaration with its words, as people write them. */
export function declared(name: string, random: Random, owner?: string): FieldDeclaration {
  const { declaration } = attributeOf(name);
  return {
    ...declaration,
    title: titled(name),
    description: `What is meant by *${titled(name).toLowerCase()}* at that moment.\n\nTaken from \`${name}\` of the service that sends it.`,
    ...(owner === undefined ? {} : { owner }),
    privacy: random.pick(['none', 'none', 'none', 'pseudonymous', 'personal'] as const),
  };
}

/** How a contract may use the field: half of all are narrowed. */
export function makeUse(name: string, random: Random): FieldUse {
  const { narrowings } = attributeOf(name);
  const narrowing = narrowings.length > 0 && random.next() < 0.5 ? random.pick(narrowings) : {};
  return random.next() < 0.4 ? { required: true, ...narrowing } : narrowing;
}

function attributeOf(field: string): Attribute {
  const attribute = byAttribute.get(field.slice(field.indexOf('_') + 1));
  if (attribute === undefined) throw new RangeError(`no attribute makes a field ${field}`);
  return attribute;
}
