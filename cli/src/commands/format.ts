import { join } from 'node:path';
import { formatFile } from '@eventbook/shared/catalog/format';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import type { Command } from '../command.js';
import { catalogDirectory } from '../options.js';
import { plain } from '@eventbook/shared/catalog/plain';

export const format: Command = {
  description:
    'Two-space indent, keys in the order of their JSON Schema, `fields` and `properties` in the order in which they ' +
    'stand, one newline at the end. Files that cannot be read without loss are left alone; `check` tells about them.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [{ flags: '--check', description: 'change nothing; exit 1 if any file would change' }],
  examples: [
    { line: 'eventbook format', purpose: 'format the catalog in this folder' },
    { line: 'eventbook format --check', purpose: 'in CI: fail where somebody forgot to' },
  ],
  async run({ arguments: [given], options, context, printer }) {
    const directory = catalogDirectory(context, given);
    const { files } = await readCatalogFolder(directory);
    const changed: string[] = [];
    for (const [path, text] of files) {
      const formatted = formatFile(path, text);
      if (formatted === text) continue;
      changed.push(path);
      if (options['check'] !== true) await writeFileAtomically(join(directory, path), formatted);
    }
    const checking = options['check'] === true;
    printer.report({
      data: { files: files.size, changed, written: !checking },
      text: (paint) => {
        const list = changed.map((path) => `  ${plain(path)}\n`).join('');
        if (changed.length === 0) return `${paint('green', 'Canonical')}: all ${files.size} files.\n`;
        const fix = checking ? 'Mend them with: eventbook format\n' : '';
        return `${checking ? 'Not canonical' : 'Formatted'}, ${changed.length} of ${files.size} files:\n${list}${fix}`;
      },
    });
    return checking && changed.length > 0 ? 1 : 0;
  },
};
