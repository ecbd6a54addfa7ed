import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from './json-schema.js';

/** Without the meta-schema, whose compiling takes longer than all else: ajv itself refuses keywords that it does not know. */
const compiler = new Ajv2020({ strictTypes: false, allowUnionTypes: true, validateSchema: false });
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/**
 * The first thing about `value` that one of our own schemas does not allow, as half a sentence; or undefined. A schema is compiled
 * when its first value comes.
 */
export function firstSchemaError(schema: JsonSchema, value: unknown): string | undefined {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = compiler.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(value)) return undefined;
  const error = validate.errors?.[0];
  const place = error?.instancePath === '' ? 'the whole' : `${error?.instancePath}`;
  return `${place} ${error?.message}`;
}
