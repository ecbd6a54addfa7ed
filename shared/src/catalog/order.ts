import { fileKinds, type FileKind } from './schemas/file-kinds.js';
import type { JsonSchema } from './schemas/json-schema.js';

/** The maps whose order is shown to people, and so is kept. */
const keepOrder: ReadonlySet<string> = new Set(['fields', 'properties']);

/**
 * The same value with its keys in canonical order: as the kind's JSON Schema lists them, then the rest by name;
 * `fields` and `properties` keep theirs.
 */
export function inCanonicalOrder(kind: FileKind, value: unknown): unknown {
  const schema = fileKinds[kind].schema;
  return ordered(value, schema, schema, '');
}

/** Canonical JSON of a value of a kind, on one line: what a snapshot's content is made of. */
export function canonicalJson(kind: FileKind, value: unknown): string {
  return JSON.stringify(inCanonicalOrder(kind, value));
}

function ordered(value: unknown, schema: JsonSchema | undefined, root: JsonSchema, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = schema === undefined ? undefined : followed(schema, root);
  if (Array.isArray(value)) return value.map((item: unknown) => ordered(item, known?.items, root, ''));
  const source = value as Readonly<Record<string, unknown>>;
  const entries: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of orderOf(source, known, key)) {
    const inner = known?.properties;
    const next =
      inner !== undefined && Object.hasOwn(inner, name)
        ? inner[name]
        : known?.additionalProperties || undefined;
    entries[name] = ordered(source[name], next, root, name);
  }
  return entries;
}

function orderOf(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema | undefined,
  key: string,
): string[] {
  const names = Object.keys(value);
  const listed = schema?.properties;
  if (listed !== undefined) {
    const first = Object.keys(listed).filter((name) => Object.hasOwn(value, name));
    return [...first, ...names.filter((name) => !Object.hasOwn(listed, name)).sort()];
  }
  return keepOrder.has(key) && schema !== undefined ? names : names.sort();
}

function followed(schema: JsonSchema, root: JsonSchema): JsonSchema | undefined {
  if (schema.$ref === undefined) return schema;
  return root.$defs?.[schema.$ref.slice('#/$defs/'.length)];
}
