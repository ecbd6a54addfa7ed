import { languages, registryKinds } from '../langpack-settings.js';
import type { JsonSchema } from './json-schema.js';
import { choice, flag, nameSchema, words } from './parts.js';

const packagePatterns = {
  typescript: '^@[a-z0-9][a-z0-9._-]*$',
  python: '^[a-z0-9]+(-[a-z0-9]+)*$',
  php: '^[a-z0-9]+(-[a-z0-9]+)*$',
  go: '^[a-z0-9][a-z0-9.-]*\\.[a-z]{2,}(/[A-Za-z0-9][A-Za-z0-9._-]*)*$',
} as const;

function prefix(title: string, description: string, pattern: string): JsonSchema {
  return { title, description, type: 'string', maxLength: 100, pattern };
}

/** `langpack` of catalog.json. */
export const langpackSchema: JsonSchema = {
  title: 'Langpacks',
  description: 'What holds for the langpacks of all environments.',
  type: 'object',
  properties: {
    collectors: {
      title: 'Collectors',
      description:
        'Where langpacks send to: addresses such as https://events.shop.example, the next tried when one fails.',
      type: 'array',
      maxItems: 20,
      uniqueItems: true,
      items: {
        title: 'Collector',
        description: 'An http(s) address without user, query or fragment; /v1/events is added to it.',
        type: 'string',
        maxLength: 500,
        pattern: '^https?://[A-Za-z0-9._:\\[\\]-]+(/[A-Za-z0-9._~%-]+)*$',
      },
    },
    packages: {
      title: 'Packages',
      description: 'What the names of packages begin with, by language; else the name of the catalog.',
      type: 'object',
      properties: {
        typescript: prefix('npm scope', 'As in @shop.', packagePatterns.typescript),
        python: prefix('PyPI prefix', 'Lower case with dashes, as in shop.', packagePatterns.python),
        php: prefix('Composer vendor', 'Lower case with dashes, as in shop.', packagePatterns.php),
        go: prefix('Go module path', 'As in git.shop.example/events.', packagePatterns.go),
      },
      additionalProperties: false,
    },
    license: words(
      'License',
      'An SPDX expression, as in Apache-2.0; without one nobody is given any right.',
      100,
    ),
    homepage: {
      title: 'Homepage',
      description: 'An http(s) address where people read about the catalog.',
      type: 'string',
      maxLength: 500,
      pattern: '^https?://[^\\s"<>]+$',
    },
  },
  required: ['collectors'],
  additionalProperties: false,
};

const target: JsonSchema = {
  title: 'Registry',
  description: 'One place to publish to. Credentials come from the environment, never from here.',
  type: 'object',
  properties: {
    kind: choice(
      'Kind',
      'static: a folder that any web host serves; npm, pypi: an upload to a registry; git: a push with a tag.',
      registryKinds,
    ),
    path: words('Path', 'For static: the folder, from the folder of the catalog on.', 500),
    url: {
      title: 'Address',
      description:
        'For npm, pypi and git: where to, with {package} where the name of the package belongs. For static: where it is served.',
      type: 'string',
      maxLength: 500,
      pattern: '^(https?|ssh|git|file)://[^\\s"<>]+$',
    },
    index: {
      title: 'Index',
      description: 'For pypi: the address of the simple index, where that is not simple/ below the address.',
      type: 'string',
      maxLength: 500,
      pattern: '^https?://[^\\s"<>]+$',
    },
  },
  required: ['kind'],
  additionalProperties: false,
};

/** `registries` of catalog.json. */
export const registriesSchema: JsonSchema = {
  title: 'Registries',
  description: 'Where langpacks are published to, by language.',
  type: 'object',
  properties: Object.fromEntries(
    languages.map((language) => [
      language,
      {
        title: `Registries for ${language}`,
        description: 'Any number of places.',
        type: 'array',
        maxItems: 20,
        items: target,
      } satisfies JsonSchema,
    ]),
  ),
  additionalProperties: false,
};

/** `langpacks` of an environment's card. */
export const environmentLangpacksSchema: JsonSchema = {
  title: 'Langpacks',
  description: 'The languages that its senders are written in, each with the generations still produced.',
  type: 'object',
  properties: Object.fromEntries(
    languages.map((language) => [
      language,
      {
        title: `Generations for ${language}`,
        description: 'Numbers of the generator, as in [1]: the G of the version 0.G.N.',
        type: 'array',
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
        items: {
          title: 'Generation',
          description: 'A generation of the generator.',
          type: 'integer',
          minimum: 1,
          maximum: 999,
        },
      } satisfies JsonSchema,
    ]),
  ),
  additionalProperties: false,
};

const switches = {
  pause: flag('Pause', 'Whether it is not sent at all for now.'),
  sample: {
    title: 'Sample',
    description:
      'The share of events that is sent, above 0 and at most 1. It travels and is stored with each.',
    type: 'number',
    minimum: 0.000001,
    maximum: 1,
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;

/** `delivery` of an event's card. */
export const deliverySchema: JsonSchema = {
  title: 'Delivery',
  description: 'What langpacks are told at run time, without any release.',
  type: 'object',
  properties: {
    ...switches,
    environments: {
      title: 'Environments',
      description: 'What is otherwise for senders of some environments.',
      type: 'object',
      maxProperties: 1000,
      propertyNames: nameSchema('kebab', 'Environment', 'The name of an environment on this card.'),
      additionalProperties: {
        title: 'Delivery from there',
        description: 'What it says is instead of what holds for all.',
        type: 'object',
        properties: switches,
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
