import { generators } from '@eventbook/shared/langpack/generators';
import { planReleases, type ReleasePlan } from '@eventbook/shared/langpack/release/plan';
import { candidatesOf, Runtimes } from '@eventbook/shared/node/langpack/candidates';
import { ownCodeDigest } from '@eventbook/shared/node/langpack/code-digest';
import { LedgerBranch } from '@eventbook/shared/node/langpack/ledger-branch';
import type { PublishStep } from '@eventbook/shared/node/langpack/publication';
import { publishLangpacks } from '@eventbook/shared/node/langpack/publish';
import type { Command, Invocation } from '../command.js';
import { registriesOf, registryOptions } from '../langpack/registry-options.js';
import { releasedCatalog } from '@eventbook/shared/node/langpack/released-catalog';
import { waitForCollectors } from '../langpack/wait-for-collectors.js';
import { catalogDirectory, numberOption, textOption } from '../options.js';
import { counted, planReport } from '../printers/release-plan.js';
import { ownVersion } from '../own-version.js';

export const langpackPublish: Command = {
  description:
    'From the commit that is checked out, on the published branch. The releases are first written to the ledger, the branch ' +
    'eventbook/ledger at the remote, by a push that only one can win; then the packages go to the registries that ' +
    'catalog.json names. Killed or refused at any point, it is run again and finishes what it began; run twice, it does ' +
    'nothing the second time. Logins come from the environment or from the files of npm, twine and git.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    ...registryOptions,
    { flags: '--dry-run', description: 'say what would be released, and do nothing' },
    {
      flags: '--wait <addresses>',
      description:
        "operators' addresses of collectors, with commas; first wait until they have this snapshot",
    },
    { flags: '--wait-seconds <number>', description: 'how long to wait for them', default: '300' },
  ],
  examples: [
    { line: 'eventbook langpack publish', purpose: 'in CI, after the snapshot is published' },
    { line: 'eventbook langpack publish --to registry', purpose: 'into a folder that any web host serves' },
    {
      line: 'eventbook langpack publish --wait http://collector-1:8471,http://collector-2:8471',
      purpose: 'only when the collectors can judge what is sent',
    },
  ],
  async run(invocation) {
    const { context, printer, options } = invocation;
    const directory = catalogDirectory(context, invocation.arguments[0]);
    const { released, repository } = await releasedCatalog(directory);
    const code = await ownCodeDigest();
    if (options['dryRun'] === true) {
      const { ledger } = await (await LedgerBranch.of(repository)).read();
      const runtimes = new Runtimes();
      const candidates = await candidatesOf(released.catalog, { generators, runtimes, ledger, code });
      printer.report(planReport(planReleases(candidates, ledger), 'Would release, and has done nothing.'));
      return 0;
    }
    await waitFirst(invocation, released.sequence);
    const { plan, uploads } = await publishLangpacks(released, {
      repository,
      generators,
      code,
      registries: registriesOf(invocation, released.catalog, directory),
      eventbook: ownVersion(),
      onStep: (step) => context.stderr.write(stepText(step)),
    });
    printer.report({
      ...planReport(plan, heading(plan, uploads)),
      data: { ...(planReport(plan, '').data as object), uploads },
    });
    return 0;
  },
};

async function waitFirst(invocation: Invocation, sequence: number): Promise<void> {
  const addresses = textOption(invocation, 'wait');
  if (addresses === undefined) return;
  const timeout = (numberOption(invocation, 'waitSeconds', 1) ?? 300) * 1000;
  let told = '';
  await waitForCollectors(addresses.split(','), sequence, timeout, (address, reason) => {
    const line = `Waiting for ${address}: ${reason}.\n`;
    if (line !== told) invocation.context.stderr.write(line);
    told = line;
  });
}

function heading({ releases }: ReleasePlan, uploads: number): string {
  if (releases.length > 0) return `Released, with ${counted(uploads, 'upload')}.`;
  return uploads > 0
    ? `Finished what was begun, with ${counted(uploads, 'upload')}.`
    : 'All is released already.';
}

/** Progress, on stderr. Generating many langpacks takes a while, so it says how far it is. */
function stepText(step: PublishStep): string {
  switch (step.kind) {
    case 'digested':
      return step.done === step.total ? `Looked at ${counted(step.total, 'langpack')}.\n` : '';
    case 'packed':
      return step.done === step.total ? `Packed ${counted(step.total, 'release')}.\n` : '';
    case 'recorded':
      return `Wrote ${counted(step.entries, 'release')} to ${step.place}.\n`;
    case 'overtaken':
      return 'Somebody else was quicker; planning again.\n';
    case 'uploaded':
      return `[${step.done}/${step.total}] ${step.package} ${step.version} is at ${step.registry}.\n`;
    case 'present':
      return '';
  }
}
