import { dialect, type JsonSchema } from './json-schema.js';
import { langpackSchema, registriesSchema } from './langpack.js';
import { day, nameSchema, text, words } from './parts.js';

/** `catalog.json`. */
export const settingsSchema: JsonSchema = {
  $schema: dialect,
  title: 'Catalog',
  description: 'What holds for the whole catalog.',
  type: 'object',
  properties: {
    format: { title: 'Format', description: 'The number of the file format: 1.', const: 1 },
    name: nameSchema('kebab', 'Name', 'The name of the catalog: lower case with dashes.'),
    title: words('Title', 'What the catalog is called among people.'),
    description: text('Description', 'What the catalog is for (Markdown).'),
    published_branch: words(
      'Published branch',
      'The branch whose commits are published; main unless said here.',
    ),
    rules: {
      title: 'Rules',
      description: 'How severe a finding of a rule is, by the id of the rule, where it is not the default.',
      type: 'object',
      maxProperties: 500,
      additionalProperties: {
        title: 'Severity',
        description: 'error refuses, warning only says, off is silent.',
        enum: ['error', 'warning', 'off'],
      },
    },
    waivers: {
      title: 'Waivers',
      description: 'Places where a rule may be broken for a while.',
      type: 'array',
      maxItems: 1000,
      items: {
        title: 'Waiver',
        description: 'One rule, broken in one place, with a reason and an end.',
        type: 'object',
        properties: {
          rule: words('Rule', 'The id of the rule.', 60),
          where: words(
            'Where',
            'A file or folder of the catalog, perhaps with a JSON pointer: fields/price.json#/unit.',
            500,
          ),
          reason: words('Reason', 'Why, in a sentence.', 2000),
          until: day('Until', 'The last day on which it holds, as in 2027-03-01.'),
        },
        required: ['rule', 'where', 'reason', 'until'],
        additionalProperties: false,
      },
    },
    langpack: langpackSchema,
    registries: registriesSchema,
  },
  required: ['format', 'name'],
  additionalProperties: false,
};
