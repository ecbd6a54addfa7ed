import { destinationKinds } from '../model.js';
import { dialect, type JsonSchema } from './json-schema.js';
import { choice, flag, nameSchema, text, words } from './parts.js';

/** `destinations/<destination>.json`. */
export const destinationSchema: JsonSchema = {
  $schema: dialect,
  title: 'Destination',
  description:
    'A recipient of events. Its name is the name of the file. Passwords and addresses never stand here.',
  type: 'object',
  properties: {
    title: words('Title', 'What the destination is called.'),
    description: text('Description', 'Who reads there and what for (Markdown).'),
    owner: nameSchema('kebab', 'Owner', 'The team that answers for it: the name of a file in owners/.'),
    kind: choice(
      'Kind',
      'What stands at the other end. A bucket (s3) gets the finished hours of a warehouse, whatever events say, and has no topic.',
      destinationKinds,
    ),
    topic: {
      title: 'Topic',
      description:
        'The NSQ topic: up to 64 letters, digits, ".", "_" and "-". The name of the destination unless said here.',
      type: 'string',
      pattern: '^[.A-Za-z0-9_-]{1,64}$',
    },
    framing: choice('Framing', 'Whether a message is one event or a batch of them.', ['event', 'batch']),
    takes_flagged: flag(
      'Takes flagged',
      'Whether it also gets events that were flagged. Not unless said here.',
    ),
    collection: {
      title: 'Collection',
      description:
        'Of a mongodb: the collection, up to 120 letters, digits, ".", "_" and "-"; none that begins with "system.". The name of the destination unless said here.',
      type: 'string',
      pattern: '^(?!system\\.)[A-Za-z_][.A-Za-z0-9_-]{0,119}$',
    },
    keep_days: {
      title: 'Keep days',
      description:
        'Of a mongodb: how many days it keeps an event after it was received. For good unless said here.',
      type: 'integer',
      minimum: 1,
      // What MongoDB takes in seconds is a number of 32 bits.
      maximum: 24_855,
    },
  },
  required: ['title', 'kind'],
  additionalProperties: false,
};
