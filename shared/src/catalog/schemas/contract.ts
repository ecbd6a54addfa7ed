import { stringFormats } from '../model.js';
import { dialect, type JsonSchema } from './json-schema.js';
import { choice, flag, nameSchema, text } from './parts.js';

function bound(title: string, description: string): JsonSchema {
  return { title, description, type: 'number' };
}

function count(title: string, description: string): JsonSchema {
  return { title, description, type: 'integer', minimum: 0, maximum: 1_000_000 };
}

const use: JsonSchema = {
  title: 'Field',
  description: 'How this contract uses the field: required or not, and narrower than its declaration.',
  type: 'object',
  properties: {
    required: flag('Required', 'Whether every event must carry the field.'),
    nullable: flag('Nullable', 'Whether the value may be null.'),
    enum: {
      title: 'Only these values',
      description: 'A part of the allowed values of the declaration. Without it all of them, later ones too.',
      type: 'array',
      maxItems: 10_000,
      uniqueItems: true,
      items: { title: 'Value', description: 'One allowed value.', type: ['string', 'number', 'boolean'] },
    },
    minimum: bound('Minimum', 'The smallest number allowed.'),
    maximum: bound('Maximum', 'The largest number allowed.'),
    minLength: count('Shortest', 'The fewest characters (code points) allowed.'),
    maxLength: count('Longest', 'The most characters (code points) allowed.'),
    pattern: {
      title: 'Pattern',
      description:
        'A regular expression that is looked for in the text; ^ and $ stand for the start and the end of all of it.',
      type: 'string',
      minLength: 1,
      maxLength: 1000,
    },
    format: choice('Format', 'What the text is: a uri, an e-mail address or an IP address.', stringFormats),
    minItems: count('Fewest items', 'The fewest items a list may have.'),
    maxItems: count('Most items', 'The most items a list may have.'),
  },
  additionalProperties: false,
};

/** `events/<event>/<n>.json` and `environments/<environment>/<n>.json`. */
export const contractSchema: JsonSchema = {
  $schema: dialect,
  title: 'Contract',
  description:
    'Which fields, which are required, how they are narrowed. Never edited once published: copy it under the next number.',
  type: 'object',
  properties: {
    version: {
      title: 'Version',
      description: 'The number of the contract, as in the name of its file.',
      type: 'integer',
      minimum: 1,
      maximum: 999_999,
    },
    note: text('Note', 'Why this version came to be.'),
    open: flag(
      'Open',
      'Whether fields that are not named here are kept, as text, instead of breaking the contract.',
    ),
    fields: {
      title: 'Fields',
      description: 'The fields, by name, in the order in which they are shown.',
      type: 'object',
      maxProperties: 1000,
      propertyNames: nameSchema(
        'field',
        'Field name',
        'The name of a local field of the card or of a file in fields/.',
      ),
      additionalProperties: use,
    },
  },
  required: ['version', 'fields'],
  additionalProperties: false,
};
