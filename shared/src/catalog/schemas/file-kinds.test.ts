import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type {
  CatalogSettings,
  Contract,
  Destination,
  EnvironmentCard,
  EventCard,
  FieldDeclaration,
  FieldUse,
  Owner,
  PropertyShape,
} from '../model.js';
import { cardPath, contractPath, destinationPath, fieldPath, ownerPath, settingsPath } from '../paths.js';
import { schemaProblems } from '../schema-problems.js';
import { fileKindNames, fileKindOf, fileKinds, type FileKind } from './file-kinds.js';
import type { JsonSchema } from './json-schema.js';

const property: Required<PropertyShape> = {
  type: 'object',
  title: 'A',
  description: 'b',
  required: true,
  nullable: true,
  privacy: 'none',
  precision: 1,
  scale: 0,
  values: ['a', 1, true],
  items: { type: 'string' },
  properties: { a: { type: 'string' } },
};
const field: Required<FieldDeclaration> = {
  type: 'object',
  title: 'A',
  description: 'b',
  owner: 'shop',
  unit: 'RUB',
  privacy: 'personal',
  precision: 38,
  scale: 38,
  values: ['a'],
  items: { type: 'array', items: { type: 'object', properties: { a: property } } },
  properties: { a: property },
  examples: [null, { a: [] }],
};
const use: Required<FieldUse> = {
  required: true,
  nullable: false,
  enum: [],
  minimum: -1.5,
  maximum: 1e9,
  minLength: 0,
  maxLength: 1,
  pattern: 'a',
  format: 'uri',
  minItems: 0,
  maxItems: 0,
};
const event: Required<EventCard> = {
  title: 'A',
  description: '',
  owner: 'shop',
  status: 'deprecated',
  deprecation: { since: '2024-02-29', reason: 'x', replacement: 'b.c', sunset: '2026-12-31' },
  versions: { '1': { status: 'withdrawn', since: '2026-01-01', reason: 'x' } },
  environments: { site: {}, 'back-end-2': { ended: '2026-01-01' } },
  destinations: ['warehouse'],
  tags: ['money'],
  media: [{ title: 'The button', url: 'https://example.com/pay.png', kind: 'image' }],
  renamed_from: 'a_b.c',
  delivery: { pause: true, sample: 0.5, environments: { site: { pause: false, sample: 1 } } },
  fields: { constructor: field },
};
const environment: Required<EnvironmentCard> = {
  title: 'A',
  description: 'b',
  owner: 'shop',
  kind: 'mobile',
  exposure: 'public',
  on_invalid: 'reject',
  langpacks: { typescript: [1, 2], python: [1], php: [1], go: [1] },
  sources: {
    web: {
      title: 'Web',
      keys: [{ id: 'a', sha256: '0'.repeat(64), created: '2026-01-01', revoked: '2026-01-02' }],
    },
  },
  fields: { region: field },
};
const settings: Required<CatalogSettings> = {
  format: 1,
  name: 'shop',
  title: 'Shop',
  description: 'x',
  published_branch: 'release/main',
  rules: { 'snake-case': 'off' },
  waivers: [{ rule: 'a', where: 'fields/b.json', reason: 'c', until: '2027-03-01' }],
  langpack: {
    collectors: ['https://events.shop.example', 'http://[::1]:8470/in'],
    packages: { typescript: '@shop', python: 'shop', php: 'shop', go: 'git.shop.example/events' },
    license: 'Apache-2.0',
    homepage: 'https://book.shop.example/',
  },
  registries: {
    typescript: [{ kind: 'npm', url: 'https://npm.shop.example/' }],
    python: [{ kind: 'pypi', url: 'https://pypi.shop.example/legacy/' }],
    php: [{ kind: 'static', path: 'registry' }],
    go: [{ kind: 'git', url: 'ssh://git@git.shop.example/events/{package}.git' }],
  },
};
const owner: Required<Owner> = {
  title: 'Shop',
  members: [{ name: 'Ada', email: 'ada@shop.example' }],
  contacts: { email: 'shop@shop.example', chat: 'shop' },
};
const contract: Required<Contract> = {
  version: 1,
  note: '',
  open: true,
  fields: { a: use, constructor: {} },
};
const destination: Required<Destination> = {
  title: 'A',
  description: 'b',
  owner: 'shop',
  kind: 'queue',
  topic: 'a.b_c-1',
  framing: 'batch',
  takes_flagged: true,
  collection: 'shop.events',
  keep_days: 90,
};

/** One value of each kind with every key of the model: what the compiler knows of it, the schemas know too. */
const full: Readonly<Record<FileKind, object>> = {
  settings,
  owner,
  field,
  environment,
  event,
  contract,
  destination,
};

/** Every schema inside of a schema, with the path that leads to it. */
function* inside(schema: JsonSchema, path: string): Iterable<readonly [path: string, schema: JsonSchema]> {
  yield [path, schema];
  const { properties, $defs, items, additionalProperties, propertyNames } = schema;
  for (const [name, inner] of Object.entries({ ...properties, ...$defs }))
    yield* inside(inner, `${path}/${name}`);
  if (items !== undefined) yield* inside(items, `${path}[]`);
  if (propertyNames !== undefined) yield* inside(propertyNames, `${path}(name)`);
  if (typeof additionalProperties === 'object') yield* inside(additionalProperties, `${path}/*`);
}

describe.each(fileKindNames)('the schema of %s', (kind) => {
  const { schema } = fileKinds[kind];

  it('is JSON Schema of draft 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  it('tells an editor what every key is', () => {
    const all = [...inside(schema, kind)];
    expect(all.length).toBeGreaterThan(5);
    for (const [path, each] of all) {
      if (each.$ref !== undefined && each.title === undefined) continue;
      expect([path, (each.title ?? '').length > 0, (each.description ?? '').length > 0]).toEqual([
        path,
        true,
        true,
      ]);
    }
  });

  it('is closed wherever it lists keys', () => {
    for (const [path, each] of inside(schema, kind)) {
      if (each.properties !== undefined) expect([path, each.additionalProperties]).toEqual([path, false]);
    }
  });

  it('has every key of the model and no other', () => {
    expect(schemaProblems(kind, full[kind])).toEqual([]);
    const listed = schema.properties ?? schema.$defs?.['declaration']?.properties ?? {};
    expect(Object.keys(listed).sort()).toEqual(Object.keys(full[kind]).sort());
  });
});

describe('fileKindOf', () => {
  it('is the inverse of the paths', () => {
    expect(fileKindOf(settingsPath)).toEqual({ kind: 'settings' });
    expect(fileKindOf(ownerPath('a'))).toEqual({ kind: 'owner', name: 'a' });
    expect(fileKindOf(fieldPath('a'))).toEqual({ kind: 'field', name: 'a' });
    expect(fileKindOf(destinationPath('a'))).toEqual({ kind: 'destination', name: 'a' });
    for (const holder of ['event', 'environment'] as const) {
      expect(fileKindOf(cardPath(holder, 'a.b'))).toEqual({ kind: holder, name: 'a.b' });
      expect(fileKindOf(contractPath(holder, 'a.b', 12))).toEqual({
        kind: 'contract',
        holder,
        name: 'a.b',
        number: 12,
      });
    }
  });

  it.each([
    '',
    'catalog.yml',
    'Catalog.json',
    'events',
    'events/a.json',
    'events/a/environment.json',
    'events/a/01.json',
    'events/a/0.json',
    'events/a/1234567.json',
    'events/a/1.json/x',
    'events//event.json',
    'owners/.json',
    'owners/a/b.json',
    'constructor/a.json',
    '/catalog.json',
    '../catalog.json',
  ])('knows no place for %j', (path) => {
    expect(fileKindOf(path)).toBe(undefined);
  });
});
