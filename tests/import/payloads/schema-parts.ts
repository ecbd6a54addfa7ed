/** A foreign schema as the generator of payloads reads it: by itself, so that it proves the import rather than repeats it. */
export type Schema = Readonly<Record<string, unknown>>;

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function schemasIn(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** Follows a reference inside of the document; anything else is left alone. */
export function followed(schema: Schema, root: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  let at: unknown = reference.startsWith('#') ? root : undefined;
  for (const step of reference.split('/').slice(1)) at = isSchema(at) ? at[step] : undefined;
  return isSchema(at) ? at : {};
}

/** Every number and every text that some keyword of a schema says: where faults are most likely to be missed. */
export function constantsIn(schema: unknown): {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
} {
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (isSchema(value))
      for (const [key, inner] of Object.entries(value)) if (key !== 'self') look(inner);
    if (typeof value === 'number' && Number.isFinite(value)) numbers.add(value);
    if (typeof value === 'string' && value.length < 40) texts.add(value);
  };
  look(schema);
  return { numbers: [...numbers], texts: [...texts] };
}
