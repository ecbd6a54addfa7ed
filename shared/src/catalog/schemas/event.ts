import { eventStatuses, mediaKinds } from '../model.js';
import { declarationDefinitions, localFields } from './declaration.js';
import { dialect, type JsonSchema } from './json-schema.js';
import { deliverySchema } from './langpack.js';
import { choice, day, nameSchema, text, words } from './parts.js';

const deprecation: JsonSchema = {
  title: 'Deprecation',
  description: 'Since when and why the event should no longer be sent.',
  type: 'object',
  properties: {
    since: day('Since', 'The day, as in 2026-11-23.'),
    reason: words('Reason', 'Why, in a sentence.', 2000),
    replacement: nameSchema('event', 'Replacement', 'The event to send instead.'),
    sunset: day('Sunset', 'The day from which nobody should send it, as in 2026-11-23.'),
  },
  required: ['since', 'reason'],
  additionalProperties: false,
};

const versionNote: JsonSchema = {
  title: 'Version',
  description: 'What is to be known of one version.',
  type: 'object',
  properties: {
    status: choice('Status', 'deprecated: please leave; withdrawn: quarantined under its own code.', [
      'deprecated',
      'withdrawn',
    ]),
    since: day('Since', 'The day, as in 2026-11-23.'),
    reason: words('Reason', 'Why, in a sentence.', 2000),
  },
  required: ['status', 'since', 'reason'],
  additionalProperties: false,
};

const media: JsonSchema = {
  title: 'Media',
  description: 'Something to look at that shows when the event is sent.',
  type: 'object',
  properties: {
    title: words('Title', 'What is to be seen.'),
    url: {
      title: 'Address',
      description: 'Where it is kept; https only.',
      type: 'string',
      pattern: '^https://[^\\s"<>\\\\^`{|}]+$',
      maxLength: 2000,
    },
    kind: choice('Kind', 'What it is.', mediaKinds),
  },
  required: ['title', 'url'],
  additionalProperties: false,
};

/** `events/<event>/event.json`. */
export const eventSchema: JsonSchema = {
  $schema: dialect,
  title: 'Event',
  description:
    'The card of an event: the part that may change. The name of the event is the name of the folder.',
  type: 'object',
  properties: {
    title: words('Title', 'What happened, in a few words.'),
    description: text('Description', 'When it is sent and what it is for (Markdown).'),
    owner: nameSchema(
      'kebab',
      'Owner',
      'The team that answers for the event: the name of a file in owners/.',
    ),
    status: choice('Status', 'draft, active or deprecated. Leaving draft is one way.', eventStatuses),
    deprecation,
    renamed_from: nameSchema('event', 'Renamed from', 'The event whose new name this is.'),
    versions: {
      title: 'Versions',
      description: 'What is to be known of single versions, by number.',
      type: 'object',
      maxProperties: 1000,
      propertyNames: {
        title: 'Number',
        description: 'The number of a contract of this event.',
        type: 'string',
        pattern: '^[1-9][0-9]{0,5}$',
      },
      additionalProperties: versionNote,
    },
    environments: {
      title: 'Environments',
      description: 'Where it may be sent from. Never taken off, only ended.',
      type: 'object',
      maxProperties: 1000,
      propertyNames: nameSchema('kebab', 'Environment', 'The name of a folder in environments/.'),
      additionalProperties: {
        title: 'Use',
        description: 'How the event is used there.',
        type: 'object',
        properties: {
          ended: day('Ended', 'The day from which it should not be sent from there, as in 2026-11-23.'),
        },
        additionalProperties: false,
      },
    },
    destinations: {
      title: 'Destinations',
      description: 'Who receives it: names of files in destinations/.',
      type: 'array',
      maxItems: 100,
      uniqueItems: true,
      items: nameSchema('kebab', 'Destination', 'The name of a file in destinations/.'),
    },
    tags: {
      title: 'Tags',
      description: 'Words to find it by.',
      type: 'array',
      maxItems: 100,
      uniqueItems: true,
      items: words('Tag', 'One word.', 60),
    },
    delivery: deliverySchema,
    media: {
      title: 'Media',
      description: 'Screenshots, recordings, designs: what shows when it is sent.',
      type: 'array',
      maxItems: 100,
      items: media,
    },
    fields: localFields,
  },
  required: ['title', 'owner', 'status', 'environments', 'destinations'],
  additionalProperties: false,
  $defs: declarationDefinitions,
};
