import { readJsonSchema } from '@eventbook/shared/import/json-schema/read-json-schema';
import { importCommand } from '../import/import-command.js';

export const importJsonSchema = importCommand({
  source: 'jsonschema',
  description:
    'Reads <name>/1.2.0.json, or .yaml: the folders below the one that is named are the name of the event, the name of ' +
    'the file is its version. References are followed in the file and into others below the folder, by path or by ' +
    '$id; one that leads nowhere, or back to itself, is told. All drafts from 4 to 2020-12. Files that are named ' +
    'otherwise are only referred to. Everything else is as with import iglu; docs/import.md tells it.',
  argument: { name: '<dir>', description: 'the folder of the schemas' },
  examples: [
    {
      line: 'eventbook import jsonschema schemas --catalog our-events',
      purpose: 'schemas/checkout/order_paid/1.0.0.json becomes contract 1 of checkout.order_paid',
    },
  ],
  read: readJsonSchema,
});
