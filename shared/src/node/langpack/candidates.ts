import { setImmediate } from 'node:timers/promises';
import { languages } from '../../catalog/langpack-settings.js';
import type { Catalog } from '../../catalog/model.js';
import { AppError } from '../../errors/app-error.js';
import { generateLangpack, noRelease, type Generator, type PackageFiles } from '../../langpack/generator.js';
import { packageName } from '../../langpack/package-names.js';
import type { Candidate } from '../../langpack/release/plan.js';
import type { Ledger, Lineage } from '../../langpack/release/ledger.js';
import { readRuntime } from '../langpack-runtime.js';
import { filesDigest } from './files-digest.js';
import { InputDigests } from './input-digests.js';

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

export interface CandidateOptions {
  readonly generators: readonly Generator[];
  readonly runtimes: Runtimes;
  /** What was released: of what follows from the same as its newest release, the digest is known. */
  readonly ledger: Ledger;
  /** Digest of the generators' code; where it is not said, nothing is known of what they make. */
  readonly code?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onDone?: (done: number, total: number) => void;
}

/** The digest of every langpack of a catalog. What has to be generated for it is so one at a time; none of them is held. */
export async function candidatesOf(
  catalog: Catalog,
  { generators, runtimes, ledger, code, signal, onDone }: CandidateOptions,
): Promise<Candidate[]> {
  const wanted = wantedLangpacks(catalog);
  const inputDigests = code === undefined ? undefined : new InputDigests(catalog, code);
  const { name, langpack } = catalog.settings;
  const candidates: Candidate[] = [];
  for (const lineage of wanted) {
    // Generating takes its time, and whoever shares this process has other things to do meanwhile.
    await setImmediate();
    signal?.throwIfAborted();
    const { environment, language } = lineage;
    const generator = generatorOf(generators, lineage);
    const runtime = await runtimes.of(generator);
    const inputs = inputDigests?.of(generator, environment, runtime);
    const newest = ledger.newest(lineage);
    const digest =
      inputs !== undefined && newest?.inputs === inputs
        ? newest.digest
        : filesDigest(generateLangpack(generator, catalog, environment, runtime, noRelease));
    const packageOf = packageName(language, name, langpack, environment);
    candidates.push({ ...lineage, package: packageOf, digest, ...(inputs === undefined ? {} : { inputs }) });
    onDone?.(candidates.length, wanted.length);
  }
  return candidates;
}
