import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { table } from '../printers/table.js';
import { readSourceCard } from '../source-card.js';

export const sourceKeyList: Command = {
  description:
    'Shows the ids of the keys, when they were made, and which are revoked. The keys themselves are kept nowhere.',
  arguments: [{ name: '<source>', description: 'the source, written <environment>/<source>' }],
  options: [{ flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' }],
  examples: [{ line: 'eventbook source key list site-frontend/web', purpose: 'the keys of the site' }],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name a source.');
    const directory = catalogDirectory(invocation.context, textOption(invocation, 'catalog'));
    const { keys } = await readSourceCard(directory, name);
    invocation.printer.report({
      data: { source: name, keys },
      text: (paint) => {
        if (keys.length === 0) return `${name} has no keys. Make one: eventbook source key create ${name}\n`;
        const rows = keys.map((key) => [key.id, key.created, key.revoked ?? '', key.sha256]);
        return table(['id', 'created', 'revoked', 'sha256'], rows, paint);
      },
    });
    return 0;
  },
};
