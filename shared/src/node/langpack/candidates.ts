import { languages } from '../../catalog/langpack-settings.js';
import type { Catalog } from '../../catalog/model.js';
import { AppError } from '../../errors/app-error.js';
import { generateLangpack, noRelease, type Generator, type PackageFiles } from '../../langpack/generator.js';
import { packageName } from '../../langpack/package-names.js';
import type { Candidate } from '../../langpack/release/plan.js';
import type { Lineage } from '../../langpack/release/ledger.js';
import { readRuntime } from '../langpack-runtime.js';
import { filesDigest } from './files-digest.js';

/** What the environments of a catalog want generated, in the order of names, languages and generations. */
export function wantedLangpacks(catalog: Catalog): Lineage[] {
  return [...catalog.environments.values()].flatMap(({ name: environment, card }) =>
    languages.flatMap((language) =>
      [...(card.langpacks?.[language] ?? [])]
        .sort((one, other) => one - other)
        .map((generation) => ({ environment, language, generation })),
    ),
  );
}

/** Throws langpack_unknown where this Eventbook has no such generator. */
export function generatorOf(generators: readonly Generator[], { language, generation }: Lineage): Generator {
  const found = generators.find((each) => each.language === language && each.generation === generation);
  if (found !== undefined) return found;
  throw new AppError(
    'user',
    'langpack_unknown',
    `There is no generator of generation ${generation} for ${language}.`,
    {
      hint: 'Use an Eventbook that has it, or name another generation on the environment’s card.',
      data: { language, generation },
    },
  );
}

export type RuntimeReader = (generator: Generator) => Promise<PackageFiles>;

/** The runtimes that generators put into their packages, each read once. */
export class Runtimes {
  readonly #known = new Map<string, Promise<PackageFiles>>();
  readonly #read: RuntimeReader;

  constructor(read: RuntimeReader = readRuntime) {
    this.#read = read;
  }

  of(generator: Generator): Promise<PackageFiles> {
    const known = this.#known.get(generator.runtime) ?? this.#read(generator);
    this.#known.set(generator.runtime, known);
    return known;
  }
}

/** Generates every langpack of a catalog to know its digest; one at a time, none of them is held. */
export async function candidatesOf(
  catalog: Catalog,
  generators: readonly Generator[],
  runtimes: Runtimes,
  onDone: (done: number, total: number) => void = () => undefined,
): Promise<Candidate[]> {
  const wanted = wantedLangpacks(catalog);
  const candidates: Candidate[] = [];
  for (const lineage of wanted) {
    const generator = generatorOf(generators, lineage);
    const runtime = await runtimes.of(generator);
    const files = generateLangpack(generator, catalog, lineage.environment, runtime, noRelease);
    const { name, langpack } = catalog.settings;
    candidates.push({
      ...lineage,
      package: packageName(lineage.language, name, langpack, lineage.environment),
      digest: filesDigest(files),
    });
    onDone(candidates.length, wanted.length);
  }
  return candidates;
}
