import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { cardPath } from '@eventbook/shared/catalog/paths';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { hashOfKey, readSourceCard, today, type SourceCard } from '../source-card.js';

export const sourceKeyRevoke: Command = {
  description:
    'Writes the day into the card; collectors refuse the key once a snapshot with it is published. The key stays ' +
    'listed, so that everybody can see what became of it. Where it may not wait for a merge, put its hash on ' +
    "the collectors' own deny-list.",
  arguments: [
    { name: '<source>', description: 'the source, written <environment>/<source>' },
    { name: '<key>', description: 'the id of the key, or the key itself' },
  ],
  options: [{ flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' }],
  examples: [{ line: 'eventbook source key revoke site-frontend/web 3f9a0c12', purpose: 'revoke one key' }],
  async run(invocation) {
    const [name, wanted] = invocation.arguments;
    if (name === undefined || wanted === undefined) throw usage('Name a source and a key.');
    const directory = catalogDirectory(invocation.context, textOption(invocation, 'catalog'));
    const card = await readSourceCard(directory, name);
    const key = keyNamed(card, wanted);
    const revoked = key.revoked ?? today();
    if (key.revoked === undefined) {
      await card.save(card.keys.map((one) => (one === key ? { ...key, revoked } : one)));
    }
    const file = cardPath('environment', card.environment);
    invocation.printer.report({
      data: { source: name, id: key.id, revoked, file },
      text: () =>
        key.revoked === undefined
          ? `Key ${key.id} of ${name} is revoked. Commit ${file}, and publish.\n`
          : `Key ${key.id} of ${name} was revoked on ${key.revoked} already.\n`,
    });
    return 0;
  },
};

function keyNamed(card: SourceCard, wanted: string): SourceCard['keys'][number] {
  const sha256 = wanted.startsWith('eb_') ? hashOfKey(wanted) : undefined;
  const key = card.keys.find((one) => one.id === wanted || one.sha256 === (sha256 ?? wanted));
  if (key !== undefined) return key;
  const ids = card.keys.map((one) => one.id);
  // Whatever was written may be a key: it is not said again.
  throw new AppError('user', 'source_not_found', `${card.environment}/${card.name} has no such key.`, {
    hint:
      (sha256 === undefined ? didYouMean(wanted, ids) : undefined) ??
      (ids.length === 0 ? 'It has none at all.' : `Its keys are: ${ids.join(', ')}.`),
  });
}
