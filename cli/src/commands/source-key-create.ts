import { randomInt } from 'node:crypto';
import { cardPath } from '@eventbook/shared/catalog/paths';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { hashOfKey, readSourceCard, today } from '../source-card.js';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const keyLength = 32;

export const sourceKeyCreate: Command = {
  description:
    'The key is shown once and kept nowhere; the card of the environment gets its SHA-256. Senders can use it as ' +
    'soon as a snapshot with the changed card is published. A source may have several keys, so that one can ' +
    'be replaced without a gap.',
  arguments: [{ name: '<source>', description: 'the source, written <environment>/<source>' }],
  options: [{ flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' }],
  examples: [{ line: 'eventbook source key create site-frontend/web', purpose: 'a key for the site' }],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name a source.');
    const directory = catalogDirectory(invocation.context, textOption(invocation, 'catalog'));
    const card = await readSourceCard(directory, name);
    const key = makeKey();
    const sha256 = hashOfKey(key);
    const id = sha256.slice(0, 8);
    await card.save([...card.keys, { id, sha256, created: today() }]);
    const file = cardPath('environment', card.environment);
    invocation.printer.report({
      data: { source: name, id, key, file },
      text: (paint) => `${paint('bold', key)}\n`,
    });
    // Not among the results, so that a shell can catch the key by itself.
    invocation.context.stderr.write(
      `This is key ${id} of ${name}. Keep it now: it is not shown again.\n` +
        `Its hash is in ${file}; commit that file, and publish.\n`,
    );
    return 0;
  },
};

function makeKey(): string {
  const characters = Array.from({ length: keyLength }, () => alphabet.charAt(randomInt(alphabet.length)));
  return `eb_${characters.join('')}`;
}
