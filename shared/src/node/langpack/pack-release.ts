import { generateLangpack, type Generator, type PackageFiles } from '../../langpack/generator.js';
import type { LedgerEntry } from '../../langpack/release/ledger-entry.js';
import { recordOf } from './archives/artifact.js';
import { buildArtifacts } from './archives/build-artifacts.js';
import type { ReleasedCatalog } from './publication.js';
import type { PackedRelease } from './registries/registry.js';

/** What is needed of a plan, or of an entry, to make its package. */
export type Packable = Pick<LedgerEntry, 'environment' | 'language' | 'version' | 'package'>;

/** Registries read these; all else is in the archives already and need not be held. */
const manifests: ReadonlySet<string> = new Set(['package.json', 'PKG-INFO', 'composer.json', 'go.mod']);

/** Generates a release with its provenance, and packs it. The same arguments give the same bytes. */
export async function packRelease(
  released: ReleasedCatalog,
  packable: Packable,
  generator: Generator,
  runtime: PackageFiles,
): Promise<PackedRelease> {
  const { environment, language, version, package: name } = packable;
  const { catalog, snapshot, sequence, committedAt } = released;
  const release = { version, snapshot, sequence };
  const files = generateLangpack(generator, catalog, environment, runtime, release);
  const artifacts = await buildArtifacts({ language, name, version, files });
  const kept = new Map([...files].filter(([path]) => manifests.has(path)));
  return { language, name, version, files: kept, artifacts, time: committedAt };
}

/** What the ledger says of a packed release. */
export function entryOf(
  packed: PackedRelease,
  { environment, digest, inputs }: Pick<LedgerEntry, 'environment' | 'digest' | 'inputs'>,
  { snapshot, sequence, commit }: ReleasedCatalog,
  eventbook: string,
): LedgerEntry {
  const { language, version, name, artifacts } = packed;
  return {
    format: 1,
    environment,
    language,
    version,
    package: name,
    digest,
    ...(inputs === undefined ? {} : { inputs }),
    snapshot,
    sequence,
    commit,
    eventbook,
    artifacts: artifacts.map(recordOf),
  };
}
