import { dialect, type JsonSchema } from './json-schema.js';
import { email, words } from './parts.js';

/** `owners/<owner>.json`. */
export const ownerSchema: JsonSchema = {
  $schema: dialect,
  title: 'Owner',
  description: 'The team that answers for events, fields or environments. Its name is the name of the file.',
  type: 'object',
  properties: {
    title: words('Title', 'What the team is called.'),
    members: {
      title: 'Members',
      description: 'Who is in the team.',
      type: 'array',
      maxItems: 1000,
      items: {
        title: 'Member',
        description: 'One person.',
        type: 'object',
        properties: {
          name: words('Name', 'What the person is called.'),
          email: email('Git e-mail', 'The address that the person commits with.'),
        },
        required: ['name', 'email'],
        additionalProperties: false,
      },
    },
    contacts: {
      title: 'Contacts',
      description: 'Where the team is reached.',
      type: 'object',
      properties: {
        email: email('E-mail', 'The address of the team.'),
        chat: words('Chat', 'The name of the chat webhook; its address is configured elsewhere.'),
      },
      additionalProperties: false,
    },
  },
  required: ['title', 'members'],
  additionalProperties: false,
};
