import { resolve } from 'node:path';
import { tagSnapshot } from '@eventbook/shared/node/git/snapshot-tag';
import { publishSnapshot, type PublishOutcome } from '@eventbook/shared/node/snapshot-publish';
import { buildFromCommit } from '@eventbook/shared/node/build-snapshot';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { snapshotText } from '../printers/snapshot-text.js';
import { keyOption, signingKey } from '../signing-key.js';

export const snapshotPublish: Command = {
  description:
    'Puts content and statement into a folder that collectors read, on disk or behind any web server, moves `latest` ' +
    'forward, and tags the commit snapshot/<sequence>: from then on everything in it counts as published. ' +
    'Publishing twice does nothing. Push the tag afterwards: git push origin --tags.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    {
      flags: '--to <folder>',
      description: 'the folder of published snapshots; made if it is not there',
      required: true,
    },
    keyOption,
  ],
  examples: [
    {
      line: 'eventbook snapshot publish --to /srv/snapshots --key signing.key',
      purpose: 'publish the commit that is checked out, signed',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const to = textOption(invocation, 'to');
    if (to === undefined) throw usage('Name the folder: --to <folder>.');
    const key = await signingKey(context, textOption(invocation, 'key'));
    const built = await buildFromCommit(catalogDirectory(context, invocation.arguments[0]), key);
    const { statement, bundle } = built;
    const folder = resolve(context.cwd, to);
    const outcome = await publishSnapshot(folder, bundle);
    const tag = await tagSnapshot(built.repository, statement.sequence, built.commit);
    const signed = bundle.signatureText !== null;
    if (!signed) context.stderr.write('It is unsigned: collectors that trust certain keys will refuse it.\n');
    printer.report({
      data: { outcome, ...statement, signed, folder, tag },
      text: (paint) =>
        `${paint('green', words[outcome])}\n${snapshotText(statement, bundle.signatureText, paint)}` +
        `  ${paint('dim', 'tag'.padEnd(9))}  ${tag}\n`,
    });
    return 0;
  },
};

const words: Readonly<Record<PublishOutcome, string>> = {
  published: 'Published; it is the latest.',
  unchanged: 'Nothing to do: it was published before.',
  older: 'Kept, but it is not the latest: a later one has been published already.',
};
