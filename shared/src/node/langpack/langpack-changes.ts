import type { Catalog } from '../../catalog/model.js';
import { generateLangpack, noRelease, type Generator, type PackageFiles } from '../../langpack/generator.js';
import type { Lineage } from '../../langpack/release/ledger.js';
import { packageName } from '../../langpack/package-names.js';
import { generatorOf, wantedLangpacks, type Runtimes } from './candidates.js';

/** What a change of the catalog does to one langpack; files that stay as they are are left out. */
export interface LangpackChange extends Lineage {
  readonly package: string;
  readonly files: readonly FileChange[];
}

/** Text before and after; undefined where there was, or will be, no such file. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One langpack after the other, those that stay as they are left out. In the order of environments and languages. */
export async function* langpackChanges(
  before: Catalog,
  after: Catalog,
  generators: readonly Generator[],
  runtimes: Runtimes,
  isMeant: (lineage: Lineage) => boolean = () => true,
): AsyncGenerator<LangpackChange> {
  const keyOf = ({ environment, language, generation }: Lineage): string =>
    `${environment}/${language}/${generation}`;
  const lineages = new Map(
    [...wantedLangpacks(before), ...wantedLangpacks(after)].map((each) => [keyOf(each), each]),
  );
  for (const [key, lineage] of [...lineages].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!isMeant(lineage)) continue;
    const generator = generatorOf(generators, lineage);
    const runtime = await runtimes.of(generator);
    const filesOf = (catalog: Catalog): PackageFiles =>
      wantedLangpacks(catalog).some((wanted) => keyOf(wanted) === key)
        ? generateLangpack(generator, catalog, lineage.environment, runtime, noRelease)
        : new Map();
    const files = changedFiles(filesOf(before), filesOf(after));
    const { name, langpack } = after.settings;
    const packageOf = packageName(lineage.language, name, langpack, lineage.environment);
    if (files.length > 0) yield { ...lineage, package: packageOf, files };
  }
}

function changedFiles(before: PackageFiles, after: PackageFiles): FileChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .map((path) => ({ path, before: before.get(path), after: after.get(path) }))
    .filter((file) => file.before !== file.after);
}
