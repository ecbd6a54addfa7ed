import { parseCatalog } from '../../catalog/parse.js';
import { AppError } from '../../errors/app-error.js';
import { lineageOf } from '../../langpack/release/ledger.js';
import type { LedgerEntry } from '../../langpack/release/ledger-entry.js';
import { buildContent } from '../../snapshot/content.js';
import { readCommitFiles } from '../git/commit-files.js';
import { readCommit } from '../git/history.js';
import type { Repository } from '../git/repository.js';
import { recordOf } from './archives/artifact.js';
import { generatorOf, type Runtimes } from './candidates.js';
import { packRelease } from './pack-release.js';
import type { ReleasedCatalog, Workshop } from './publication.js';
import type { PackedRelease } from './registries/registry.js';

/** The catalog as it was at the commit that an entry names. Throws git_failed, release_not_reproducible. */
export async function releasedCatalogOf(
  repository: Repository,
  entry: LedgerEntry,
): Promise<ReleasedCatalog> {
  const { commit, sequence, snapshot } = entry;
  const { files } = await readCommitFiles(repository, commit);
  const { catalog } = parseCatalog(files);
  if (buildContent(catalog).id !== snapshot) throw notReproducible(entry, 'its snapshot comes out otherwise');
  const { committedAt } = await readCommit(repository, commit);
  return { catalog, snapshot, sequence, commit, committedAt };
}

/** Makes the package of an entry again, from the entry. Throws release_not_reproducible where other bytes come out. */
export async function rebuildRelease(
  entry: LedgerEntry,
  released: ReleasedCatalog,
  { generators }: Pick<Workshop, 'generators'>,
  runtimes: Runtimes,
): Promise<PackedRelease> {
  const generator = generatorOf(generators, lineageOf(entry));
  const packed = await packRelease(released, entry, generator, await runtimes.of(generator));
  const made = JSON.stringify(packed.artifacts.map(recordOf));
  if (made !== JSON.stringify(entry.artifacts)) throw notReproducible(entry, 'other bytes come out');
  return packed;
}

function notReproducible(entry: LedgerEntry, reason: string): AppError {
  const { package: name, version, eventbook } = entry;
  return new AppError(
    'conflict',
    'release_not_reproducible',
    `${name} ${version} is in the ledger but not in every registry, and cannot be made again here: ${reason}.`,
    {
      hint: `It was made by Eventbook ${eventbook}. Run \`langpack publish\` of that version once; it finishes what it began.`,
      data: { package: name, version, eventbook },
    },
  );
}
