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
    kind: choice('Kind', 'What stands at the other end.', destinationKinds),
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
  },
  required: ['title', 'kind'],
  additionalProperties: false,
};
