import { resolve } from 'node:path';
import { readIglu } from '@eventbook/shared/import/iglu/read-iglu';
import { readForeignFolder } from '@eventbook/shared/node/foreign-folder';
import type { Command } from '../command.js';
import { importOptions } from '../import/import-options.js';
import { runImport } from '../import/run-import.js';
import { usage } from '../options.js';

export const importIglu: Command = {
  name: 'import iglu',
  summary: 'Bring in the self-describing schemas of an Iglu registry',
  description:
    'Reads <vendor>/<name>/jsonschema/<model>-<revision>-<addition>, wherever it lies below the folder. Each schema ' +
    'becomes an event with the vendor as its namespace, its versions in order become contracts, names become snake ' +
    'case through a map that is told. A type that truly changes between versions gets a field of its own. What a ' +
    'contract cannot say is told, schema by schema. Contracts that are there are never edited, importing twice does ' +
    'nothing, and where anything is in the way nothing is written. Exits 1 then. docs/import.md tells the rest.',
  arguments: [{ name: '<dir>', description: 'the folder of the registry' }],
  options: importOptions,
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
  async run(invocation) {
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name the folder of the registry.');
    const folder = await readForeignFolder(resolve(invocation.context.cwd, given));
    const book = readIglu(folder.files);
    return runImport(invocation, 'iglu', { ...book, problems: [...folder.problems, ...book.problems] });
  },
};
