import { resolve } from 'node:path';
import type { AppError } from '@eventbook/shared/errors/app-error';
import type { ForeignBook } from '@eventbook/shared/import/foreign';
import { readForeignFolder } from '@eventbook/shared/node/foreign-folder';
import type { Command } from '../command.js';
import { usage } from '../options.js';
import { importOptions } from './import-options.js';
import { runImport } from './run-import.js';

interface Importer {
  /** As in `import iglu`. */
  readonly source: string;
  readonly description: string;
  readonly argument: Command['arguments'][number];
  readonly examples: Command['examples'];
  /** Makes a book of files, by path from the folder that was named. */
  readonly read: (files: ReadonlyMap<string, string>) => ForeignBook;
}

/** A command that imports what files say, all of them read before anything else happens. */
export function importCommand({ source, read, argument, ...words }: Importer): Command {
  return {
    ...words,
    arguments: [argument],
    options: importOptions,
    async run(invocation) {
      const [given] = invocation.arguments;
      if (given === undefined) throw usage(`Name ${argument.description}.`);
      const path = resolve(invocation.context.cwd, given);
      return runImport(invocation, source, async () => {
        const folder = await readForeignFolder(path);
        const book = read(folder.files);
        const problems = [...folder.problems, ...book.problems];
        if (book.events.length === 0 && problems.length === 0) throw nothingIn(given, book);
        return { ...book, problems };
      });
    },
  };
}

/** Most probably another folder was meant. */
function nothingIn(given: string, { skipped }: ForeignBook): AppError {
  const [first] = skipped;
  const why = first === undefined ? 'It is empty.' : `${first.file}${first.pointer}: ${first.reason}`;
  return usage(`There is nothing to import in ${given}; passed over: ${skipped.length}.`, why);
}
