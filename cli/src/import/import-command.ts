import { resolve } from 'node:path';
import type { ForeignBook } from '@eventbook/shared/import/foreign';
import { readForeignFolder } from '@eventbook/shared/node/foreign-folder';
import type { Command } from '../command.js';
import { usage } from '../options.js';
import { importOptions } from './import-options.js';
import { runImport } from './run-import.js';

interface Importer {
  /** As in `import iglu`. */
  readonly source: string;
  readonly summary: string;
  readonly description: string;
  readonly argument: Command['arguments'][number];
  readonly examples: Command['examples'];
  /** Makes a book of files, by path from the folder that was named. */
  readonly read: (files: ReadonlyMap<string, string>) => ForeignBook;
}

/** A command that imports what files say, all of them read before anything else happens. */
export function importCommand({ source, read, argument, ...words }: Importer): Command {
  return {
    name: `import ${source}`,
    ...words,
    arguments: [argument],
    options: importOptions,
    async run(invocation) {
      const [given] = invocation.arguments;
      if (given === undefined) throw usage(`Name ${argument.description}.`);
      const folder = await readForeignFolder(resolve(invocation.context.cwd, given));
      const book = read(folder.files);
      return runImport(invocation, source, { ...book, problems: [...folder.problems, ...book.problems] });
    },
  };
}
