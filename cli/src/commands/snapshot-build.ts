import { resolve } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { writeBundle } from '@eventbook/shared/snapshot/bundle';
import { buildFromCommit, buildFromWorkingTree } from '@eventbook/shared/node/build-snapshot';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { snapshotText } from '../printers/snapshot-text.js';
import { keyOption, signingKey } from '../signing-key.js';

export const snapshotBuild: Command = {
  description:
    'A snapshot is what a collector knows of a catalog. It is built from the commit that is checked out, on the ' +
    'published branch, never from loose files; the same catalog gives the same content, wherever it is built. ' +
    'A catalog with errors is refused.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    {
      flags: '-o, --output <file>',
      description: 'the file to write; by custom it ends in .snapshot',
      required: true,
    },
    keyOption,
    { flags: '--working-tree', description: 'build from the loose files, to try something out' },
  ],
  examples: [
    {
      line: 'eventbook snapshot build --output book.snapshot',
      purpose: 'a file that a collector can be started with',
    },
    {
      line: 'eventbook snapshot build --working-tree --output trial.snapshot',
      purpose: 'the same from files that are not committed',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const directory = catalogDirectory(context, invocation.arguments[0]);
    const output = textOption(invocation, 'output');
    if (output === undefined) throw usage('Name the file to write: --output <file>.');
    const key = await signingKey(context, textOption(invocation, 'key'));
    const build = invocation.options['workingTree'] === true ? buildFromWorkingTree : buildFromCommit;
    const { statement, bundle, catalog } = await build(directory, key);
    const path = resolve(context.cwd, output);
    await writeFileAtomically(path, writeBundle(bundle)).catch((cause: unknown) => {
      throw new AppError('user', 'file_unreadable', `${path} could not be written.`, { cause });
    });
    printer.report({
      data: { ...statement, signed: bundle.signatureText !== null, file: path },
      text: (paint) =>
        `${paint('green', 'Built')} a snapshot of ${catalog.settings.name} into ${output}\n` +
        snapshotText(statement, bundle.signatureText, paint),
    });
    return 0;
  },
};
