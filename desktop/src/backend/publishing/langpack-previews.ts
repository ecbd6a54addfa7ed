import type { Catalog } from '@eventbook/shared/catalog/model';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';
import { AppError } from '@eventbook/shared/errors/app-error';
import { generateLangpack, noRelease, type PackageFiles } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { Ledger, lineageOf } from '@eventbook/shared/langpack/release/ledger';
import type { LedgerEntry } from '@eventbook/shared/langpack/release/ledger-entry';
import { planReleases } from '@eventbook/shared/langpack/release/plan';
import {
  candidatesOf,
  generatorOf,
  Runtimes,
  wantedLangpacks,
} from '@eventbook/shared/node/langpack/candidates';
import { ownCodeDigest } from '@eventbook/shared/node/langpack/code-digest';
import { LedgerBranch } from '@eventbook/shared/node/langpack/ledger-branch';
import { releasedCatalogOf } from '@eventbook/shared/node/langpack/rebuild-release';
import { releasedCatalog } from '@eventbook/shared/node/langpack/released-catalog';
import type {
  LangpackFile,
  LangpackFiles,
  LangpackPlan,
  Lineage,
  PlannedLangpack,
} from '../../api/publishing.js';
import { toWire, type WireError } from '../../api/wire-error.js';
import type { Workspace } from '../workspace/workspace.js';

interface Preview {
  readonly key: string;
  readonly catalog: Catalog;
  readonly against: LedgerEntry | undefined;
  readonly before: PackageFiles;
  readonly after: PackageFiles;
}

/** What langpacks would be by what was typed last, compared with what was released last. */
export class LangpackPreviews {
  readonly #workspace: Workspace;
  readonly #runtimes = new Runtimes();
  /** Of commits that something was released from; the last one is asked for again and again. */
  #released: { readonly commit: string; readonly catalog: Catalog } | undefined;
  #latest: Preview | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Throws git_failed, ledger_malformed, langpack_unknown. */
  async plan(signal: AbortSignal): Promise<LangpackPlan> {
    const { catalog } = this.#workspace;
    const wrong = await this.#errors();
    if (wrong !== undefined) return { langpacks: [], ledger: '', obstacle: wrong };
    const { ledger, place } = await this.#ledger();
    const code = await ownCodeDigest();
    const candidates = await candidatesOf(catalog, {
      generators,
      runtimes: this.#runtimes,
      ledger,
      code,
      signal,
    });
    const { releases, unchanged, ended } = planReleases(candidates, ledger);
    const planned = releases.map(
      ({ environment, language, generation, package: name, version, reason, previous }) => ({
        environment,
        language,
        generation,
        package: name,
        version,
        state: reason,
        ...(previous === undefined ? {} : { previous: previous.version }),
      }),
    );
    const langpacks = [
      ...planned,
      ...unchanged.map((entry) => rowOf(entry, 'unchanged')),
      ...ended.map((entry) => rowOf(entry, 'ended')),
    ].sort(byPlace);
    const obstacle = await this.#obstacle();
    return { langpacks, ledger: place, ...(obstacle === undefined ? {} : { obstacle }) };
  }

  async files(lineage: Lineage): Promise<LangpackFiles> {
    const { against, before, after } = await this.#preview(lineage);
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
    const files = paths.map((path) => ({ path, kind: kindOf(before.get(path), after.get(path)) }));
    return { files, ...(against === undefined ? {} : { against: against.version }) };
  }

  async file(lineage: Lineage, path: string): Promise<LangpackFile> {
    const { before, after } = await this.#preview(lineage);
    return { before: before.get(path) ?? null, after: after.get(path) ?? null };
  }

  async #preview(lineage: Lineage): Promise<Preview> {
    const { catalog } = this.#workspace;
    const { ledger } = await this.#ledger();
    const against = ledger.newest(lineage);
    const key = JSON.stringify([lineage, against?.version]);
    const known = this.#latest;
    if (known !== undefined && known.key === key && known.catalog === catalog) return known;
    const wrong = await this.#errors();
    const isWanted = wantedLangpacks(catalog).some(
      ({ environment, language, generation }) =>
        environment === lineage.environment &&
        language === lineage.language &&
        generation === lineage.generation,
    );
    if (wrong !== undefined) throw new AppError(wrong.kind, wrong.code, wrong.message, { data: wrong.data });
    const then = against === undefined ? undefined : await this.#releasedFrom(against);
    const made: Preview = {
      key,
      catalog,
      against,
      before: then === undefined ? new Map() : await this.#generate(then, lineage),
      after: isWanted ? await this.#generate(catalog, lineage) : new Map(),
    };
    this.#latest = made;
    return made;
  }

  async #generate(catalog: Catalog, lineage: Lineage): Promise<PackageFiles> {
    const generator = generatorOf(generators, lineage);
    const runtime = await this.#runtimes.of(generator);
    return generateLangpack(generator, catalog, lineage.environment, runtime, noRelease);
  }

  async #releasedFrom(entry: LedgerEntry): Promise<Catalog> {
    const { repository } = this.#workspace;
    if (this.#released?.commit !== entry.commit && repository !== undefined) {
      const { catalog } = await releasedCatalogOf(repository, entry);
      this.#released = { commit: entry.commit, catalog };
    }
    return this.#released?.catalog ?? this.#workspace.catalog;
  }

  async #ledger(): Promise<{ readonly ledger: Ledger; readonly place: string }> {
    const { repository } = this.#workspace;
    if (repository === undefined) return { ledger: new Ledger([]), place: '' };
    const branch = await LedgerBranch.of(repository);
    const { ledger } = await branch.read();
    return { ledger, place: branch.place };
  }

  async #errors(): Promise<WireError | undefined> {
    try {
      refuseErrors(Object.values(await this.#workspace.findings()).flat());
      return undefined;
    } catch (error) {
      return toWire(error);
    }
  }

  /** Langpacks are published from a commit of the published branch, and nothing else. */
  async #obstacle(): Promise<WireError | undefined> {
    try {
      await this.#workspace.flush();
      await releasedCatalog(this.#workspace.directory);
      return undefined;
    } catch (error) {
      return toWire(error);
    }
  }
}

function rowOf(entry: LedgerEntry, state: 'unchanged' | 'ended'): PlannedLangpack {
  const { package: name, version } = entry;
  return { ...lineageOf(entry), package: name, version, previous: version, state };
}

function kindOf(
  before: string | undefined,
  after: string | undefined,
): LangpackFiles['files'][number]['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'deleted';
  return before === after ? 'same' : 'changed';
}

function byPlace(one: Lineage, other: Lineage): number {
  const [a, b] = [one, other].map(
    ({ environment, language, generation }) => `${environment}/${language}/${generation}`,
  );
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}
