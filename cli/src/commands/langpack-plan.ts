import { generators } from '@eventbook/shared/langpack/generators';
import { planReleases } from '@eventbook/shared/langpack/release/plan';
import { openRepository } from '@eventbook/shared/node/git/repository';
import { candidatesOf, Runtimes } from '@eventbook/shared/node/langpack/candidates';
import { ownCodeDigest } from '@eventbook/shared/node/langpack/code-digest';
import { LedgerBranch } from '@eventbook/shared/node/langpack/ledger-branch';
import type { Command } from '../command.js';
import { catalogDirectory } from '../options.js';
import { planReport } from '../printers/release-plan.js';
import { readSoundCatalog } from '../read-catalog.js';

export const langpackPlan: Command = {
  description:
    'Compares every langpack that environments ask for, as the working tree makes it, with the newest release in the ' +
    'ledger, the branch eventbook/ledger at the remote. Changes nothing.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [],
  formats: ['markdown'],
  examples: [
    { line: 'eventbook langpack plan', purpose: 'before anything is merged' },
    { line: 'eventbook langpack plan --format markdown', purpose: 'a comment for the review' },
  ],
  async run({ context, printer, arguments: [given] }) {
    const directory = catalogDirectory(context, given);
    const repository = await openRepository(directory);
    const catalog = await readSoundCatalog(directory);
    const branch = await LedgerBranch.of(repository);
    const { ledger } = await branch.read();
    const code = await ownCodeDigest();
    const candidates = await candidatesOf(catalog, { generators, runtimes: new Runtimes(), ledger, code });
    printer.report(planReport(planReleases(candidates, ledger), `Compared with ${branch.place}.`));
    return 0;
  },
};
