import { resolve } from 'node:path';
import { beginCatalog } from '@eventbook/shared/node/begin-catalog';
import type { Command } from '../command.js';
import { usage } from '../options.js';

export const init: Command = {
  description:
    'Makes a git repository with a small catalog of a classifieds site to begin with, in one commit on the branch ' +
    'main: owners, fields, environments, events and destinations to be replaced by yours, a CI workflow, and the ' +
    'JSON Schemas that let an editor check as you type.',
  arguments: [{ name: '<dir>', description: 'the folder to make; it may exist if it is empty' }],
  options: [],
  examples: [{ line: 'eventbook init our-events', purpose: 'a new catalog in the folder our-events' }],
  async run({ arguments: [given], context, printer }) {
    if (given === undefined) throw usage('Name the folder to make.');
    const directory = resolve(context.cwd, given);
    const { commit, files } = await beginCatalog(directory);
    printer.report({
      data: { directory, commit, branch: 'main', files },
      text: (paint) =>
        `${paint('green', 'Made')} a catalog with ${files} files in ${directory}, in one commit on main.\n\n` +
        'What to do next:\n' +
        `  cd ${shellWord(given)}\n` +
        '  eventbook check                      see that it is clean\n' +
        '  eventbook show checkout.order_paid   look at an event\n' +
        '  cat README.md                        how to change it\n',
    });
    return 0;
  },
};

function shellWord(word: string): string {
  return /^[\w./~-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
