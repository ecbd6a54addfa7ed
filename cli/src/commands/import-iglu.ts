import { readIglu } from '@eventbook/shared/import/iglu/read-iglu';
import { importCommand } from '../import/import-command.js';

export const importIglu = importCommand({
  source: 'iglu',
  description:
    'Reads <vendor>/<name>/jsonschema/<model>-<revision>-<addition>, wherever it lies below the folder. Each schema ' +
    'becomes an event with the vendor as its namespace, its versions in order become contracts, names become snake ' +
    'case through a map that is told. A type that truly changes between versions gets a field of its own. What a ' +
    'contract cannot say is told, schema by schema. Contracts that are there are never edited, importing twice does ' +
    'nothing, and where anything is in the way nothing is written. Exits 1 then. docs/import.md tells the rest.',
  argument: { name: '<dir>', description: 'the folder of the registry' },
  examples: [
    {
      line: 'eventbook import iglu ../iglu-central --catalog our-events --dry-run',
      purpose: 'see what would come',
    },
    {
      line: 'eventbook import iglu ../iglu-central --catalog our-events --owner growth --report import.md',
      purpose: 'bring it in, and keep the whole report',
    },
  ],
  read: readIglu,
});
