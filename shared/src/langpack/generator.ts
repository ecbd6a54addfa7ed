import type { Language } from '../catalog/langpack-settings.js';
import type { Catalog } from '../catalog/model.js';
import { buildModel } from './build-model.js';
import { conformanceOf, type Conformance } from './conformance/conformance.js';
import type { Conventions } from './conventions.js';
import type { EventModel, LangpackModel } from './model.js';

/** Text by path, with forward slashes. */
export type PackageFiles = ReadonlyMap<string, string>;

/** What a package says of where it comes from. It is no part of what decides its version. */
export interface Release {
  /** `0.G.N`. */
  readonly version: string;
  /** Id of the snapshot that it was generated from. */
  readonly snapshot: string;
  readonly sequence: number;
}

/** What a package is generated with where only its digest is wanted: no snapshot and no number. */
export const noRelease: Release = { version: '0.0.0', snapshot: '0'.repeat(64), sequence: 0 };

/** One generation of a language's generator. What it makes follows from its arguments alone. */
export interface Generator {
  readonly language: Language;
  /** The G of the version 0.G.N. Within one, what is generated only gets more. */
  readonly generation: number;
  readonly conventions: Conventions;
  /** The folder of `shared/runtimes/` whose files go into each package; see node/langpack-runtime.ts. */
  readonly runtime: string;
  /**
   * Everything that a package holds, in the order of the paths: code, runtime, generated tests, conformance.json, README and
   * what the language's package manager reads.
   */
  packageFiles(input: PackageInput): PackageFiles;
  /** Paths of the files that are about one event, for a look at it. */
  eventPaths(model: LangpackModel, event: EventModel): readonly string[];
}

export interface PackageInput {
  readonly model: LangpackModel;
  readonly conformance: Conformance;
  readonly runtime: PackageFiles;
  readonly release: Release;
}

/** The langpack of an environment. Throws environment_not_found. */
export function generateLangpack(
  generator: Generator,
  catalog: Catalog,
  environment: string,
  runtime: PackageFiles,
  release: Release,
): PackageFiles {
  const { language, conventions } = generator;
  const model = buildModel(catalog, { environment, language, conventions });
  return generator.packageFiles({
    model,
    conformance: conformanceFor(catalog, environment),
    runtime,
    release,
  });
}

let latest: { catalog: WeakRef<Catalog>; environment: string; conformance: Conformance } | undefined;

/** All languages of an environment have the same, and mostly they are generated one after the other. */
function conformanceFor(catalog: Catalog, environment: string): Conformance {
  if (latest === undefined || latest.environment !== environment || latest.catalog.deref() !== catalog) {
    latest = { catalog: new WeakRef(catalog), environment, conformance: conformanceOf(catalog, environment) };
  }
  return latest.conformance;
}
