import { declarationDefinitions } from './declaration.js';
import { dialect, type JsonSchema } from './json-schema.js';

/** `fields/<field>.json`. */
export const fieldSchema: JsonSchema = {
  $schema: dialect,
  title: 'Dictionary field',
  description: 'A field that many events share. Its name is the name of the file.',
  $ref: '#/$defs/declaration',
  $defs: declarationDefinitions,
};
