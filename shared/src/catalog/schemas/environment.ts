import { environmentKinds, invalidPolicies } from '../model.js';
import { declarationDefinitions, localFields } from './declaration.js';
import { dialect, type JsonSchema } from './json-schema.js';
import { environmentLangpacksSchema } from './langpack.js';
import { choice, day, nameSchema, text, words } from './parts.js';

const key: JsonSchema = {
  title: 'Write key',
  description: 'A key that senders authenticate with. Only its hash stands here.',
  type: 'object',
  properties: {
    id: words('Id', 'A short name of the key, for people and logs.', 60),
    sha256: {
      title: 'SHA-256',
      description: 'The SHA-256 of the key: 64 lower-case hex digits.',
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
    },
    created: day('Created', 'The day it was made, as in 2026-11-23.'),
    revoked: day('Revoked', 'The day from which it is refused, as in 2026-11-23.'),
  },
  required: ['id', 'sha256', 'created'],
  additionalProperties: false,
};

/** `environments/<environment>/environment.json`. */
export const environmentSchema: JsonSchema = {
  $schema: dialect,
  title: 'Environment',
  description: 'A logical group of sources with common fields. Its name is the name of the folder.',
  type: 'object',
  properties: {
    title: words('Title', 'What the environment is called.'),
    description: text('Description', 'What sends from here (Markdown).'),
    owner: nameSchema('kebab', 'Owner', 'The team that answers for it: the name of a file in owners/.'),
    kind: choice('Kind', 'What the senders are.', environmentKinds),
    exposure: choice(
      'Exposure',
      'internal: only our own servers have a write key; public: it is shipped to devices.',
      ['internal', 'public'],
    ),
    on_invalid: choice(
      'On invalid',
      'What happens to an event that breaks its contract: kept apart (quarantine, the default), kept in its table ' +
        'with the reasons (flag), or told to the sender and not kept (reject).',
      invalidPolicies,
    ),
    langpacks: environmentLangpacksSchema,
    sources: {
      title: 'Sources',
      description: 'The senders, by name.',
      type: 'object',
      maxProperties: 1000,
      propertyNames: nameSchema('kebab', 'Source name', 'Lower case with dashes, as in checkout-backend.'),
      additionalProperties: {
        title: 'Source',
        description: 'One sender.',
        type: 'object',
        properties: {
          title: words('Title', 'What the sender is called.'),
          keys: { title: 'Keys', description: 'Its write keys.', type: 'array', maxItems: 100, items: key },
        },
        required: ['title'],
        additionalProperties: false,
      },
    },
    fields: localFields,
  },
  required: ['title', 'owner', 'kind', 'exposure', 'sources'],
  additionalProperties: false,
  $defs: declarationDefinitions,
};
