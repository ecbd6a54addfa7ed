import { resolve } from 'node:path';
import { codeOwners, forges, type Forge } from '@eventbook/shared/catalog/code-owners';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { findRepository } from '@eventbook/shared/node/git/repository';
import type { Command } from '../command.js';
import { catalogDirectory, textOption } from '../options.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { readSoundCatalog } from '../read-catalog.js';

export const codeowners: Command = {
  description:
    'Says for every event, field, environment and destination who is asked when it changes: the members of its owner, by ' +
    'the addresses that they commit with. `check` can only remind, because anybody can commit under any name; a forge ' +
    'that requires reviews from code owners insists. Paths are those of the repository. The same catalog gives the same ' +
    'text, so that a build can compare.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    { flags: '--forge <forge>', description: 'who reads it', choices: forges, default: 'github' },
    { flags: '-o, --output <file>', description: 'write it there, and do not print it' },
  ],
  examples: [
    { line: 'eventbook codeowners --output .github/CODEOWNERS', purpose: 'for GitHub' },
    { line: 'eventbook codeowners --forge gitlab --output CODEOWNERS', purpose: 'for GitLab, in sections' },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const directory = catalogDirectory(context, invocation.arguments[0]);
    const forge = (textOption(invocation, 'forge') ?? 'github') as Forge;
    const repository = await findRepository(directory);
    const text = codeOwners(await readSoundCatalog(directory), forge, repository?.prefix);
    const output = textOption(invocation, 'output');
    if (output !== undefined) await writeFileAtomically(resolve(context.cwd, output), text);
    printer.report({
      data: { forge, ...(output === undefined ? { text } : { file: output }) },
      text: (paint) =>
        output === undefined ? plain(text) : `${paint('green', 'Written')} ${plain(output)}.\n`,
    });
    return 0;
  },
};
