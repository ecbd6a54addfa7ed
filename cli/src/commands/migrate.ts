import { migrateCatalog } from '@eventbook/shared/catalog/migrate';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { writeAll } from '@eventbook/shared/node/write-all';
import type { Command } from '../command.js';
import { catalogDirectory } from '../options.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';

export const migrate: Command = {
  description:
    'The number in catalog.json says which format the files are of; 1 is the only one so far, so there is nothing to ' +
    'do yet. What a later format changes is written step by step, all files or none. A catalog of a newer format ' +
    'than this Eventbook knows is refused.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [{ flags: '--dry-run', description: 'change nothing, say what would be done' }],
  examples: [{ line: 'eventbook migrate --dry-run', purpose: 'see whether there is anything to do' }],
  async run({ arguments: [given], options, context, printer }) {
    const directory = catalogDirectory(context, given);
    const folder = await readCatalogFolder(directory);
    refuseErrors(folder.findings);
    const { from, to, changes, files } = migrateCatalog(folder.files);
    const changed = [...files].filter(([path, text]) => folder.files.get(path) !== text);
    const isTrial = options['dryRun'] === true;
    if (!isTrial && changed.length > 0) await writeAll(directory, new Map(changed));
    printer.report({
      data: { from, to, changes, files: changed.map(([path]) => path), written: !isTrial },
      text: (paint) => {
        if (from === to) return `${paint('green', 'Up to date')}: the catalog is of format ${to}.\n`;
        const steps = changes.map((change) => `  ${plain(change)}\n`).join('');
        return `${isTrial ? 'Would bring' : 'Brought'} ${changed.length} files from format ${from} to ${to}:\n${steps}`;
      },
    });
    return 0;
  },
};
