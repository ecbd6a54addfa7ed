import { longestName, namePatterns, type NameShape } from '../names.js';
import type { JsonSchema } from './json-schema.js';

/** A name of one of the shapes, as a value or as the key of a map. */
export function nameSchema(shape: NameShape, title: string, description: string): JsonSchema {
  return {
    title,
    description,
    type: 'string',
    pattern: namePatterns[shape],
    maxLength: longestName[shape],
    format: 'portable-name',
  };
}

export function text(title: string, description: string, maxLength = 20_000): JsonSchema {
  return { title, description, type: 'string', maxLength };
}

/** Text that says something: at least one character. */
export function words(title: string, description: string, maxLength = 200): JsonSchema {
  return { title, description, type: 'string', minLength: 1, maxLength };
}

export function flag(title: string, description: string): JsonSchema {
  return { title, description, type: 'boolean' };
}

export function choice(title: string, description: string, options: readonly string[]): JsonSchema {
  return { title, description, enum: options };
}

/** A day, as RFC 3339 writes it: 2026-11-23. */
export function day(title: string, description: string): JsonSchema {
  return { title, description, type: 'string', format: 'date' };
}

export function email(title: string, description: string): JsonSchema {
  return { title, description, type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$', maxLength: 254 };
}
