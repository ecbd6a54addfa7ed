import type { LedgerEntry } from '@eventbook/shared/langpack/release/ledger-entry';
import { openRepository } from '@eventbook/shared/node/git/repository';
import { LedgerBranch } from '@eventbook/shared/node/langpack/ledger-branch';
import type { Holding } from '@eventbook/shared/node/langpack/registries/registry';
import type { Command } from '../command.js';
import { registriesOf, registryOptions } from '../langpack/registry-options.js';
import { catalogDirectory } from '../options.js';
import { counted } from '../printers/release-plan.js';
import { table } from '../printers/table.js';
import { readSoundCatalog } from '../read-catalog.js';

interface Wrong {
  readonly entry: LedgerEntry;
  readonly registry: string;
  readonly holding: Exclude<Holding, { readonly state: 'complete' }>;
}

export const langpackVerify: Command = {
  description:
    'Fetches each archive that was ever released and compares its SHA-256 with the ledger. Exits 1 if any is missing or is ' +
    'not what was published. What the last publishing did not finish is uploaded by running `langpack publish` again.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [...registryOptions],
  examples: [{ line: 'eventbook langpack verify', purpose: 'once a night, in CI' }],
  async run(invocation) {
    const { context, printer } = invocation;
    const directory = catalogDirectory(context, invocation.arguments[0]);
    const repository = await openRepository(directory);
    const registries = registriesOf(invocation, await readSoundCatalog(directory), directory);
    const { ledger } = await (await LedgerBranch.of(repository)).read();
    const wrong: Wrong[] = [];
    let looks = 0;
    for (const entry of ledger.entries) {
      for (const registry of registries[entry.language]) {
        const holding = await registry.look(entry);
        looks += 1;
        if (holding.state !== 'complete') wrong.push({ entry, registry: registry.name, holding });
      }
    }
    const rows = wrong.map(({ entry, registry, holding }) => [
      entry.package,
      entry.version,
      registry,
      holding.state,
      holding.files.join(', '),
    ]);
    printer.report({
      data: {
        releases: ledger.entries.length,
        looks,
        wrong: wrong.map(({ entry: { package: name, version }, registry, holding }) => ({
          package: name,
          version,
          registry,
          ...holding,
        })),
      },
      text: (paint) =>
        wrong.length === 0
          ? `${paint('green', 'All is there.')} ${counted(ledger.entries.length, 'release')}, looked for at ${counted(looks, 'place')}.\n`
          : table(['package', 'version', 'registry', 'is', 'files'], rows, paint),
    });
    return wrong.length === 0 ? 0 : 1;
  },
};
