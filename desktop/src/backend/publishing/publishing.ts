import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { AppError } from '@eventbook/shared/errors/app-error';
import { generators } from '@eventbook/shared/langpack/generators';
import { packageName } from '@eventbook/shared/langpack/package-names';
import { wantedLangpacks } from '@eventbook/shared/node/langpack/candidates';
import { ownCodeDigest } from '@eventbook/shared/node/langpack/code-digest';
import { openRegistries, staticRegistries } from '@eventbook/shared/node/langpack/open-registries';
import { publishLangpacks } from '@eventbook/shared/node/langpack/publish';
import type { PublishStep } from '@eventbook/shared/node/langpack/publication';
import type { Registry } from '@eventbook/shared/node/langpack/registries/registry';
import { releasedCatalog } from '@eventbook/shared/node/langpack/released-catalog';
import type { PublishState, PublishTarget, Registries } from '../../api/publishing.js';
import type { Session } from '../session.js';
import type { Workspace } from '../workspace/workspace.js';
import { LangpackPreviews } from './langpack-previews.js';
import { PublishJob } from './publish-job.js';

type ByLanguage = Readonly<Record<Language, readonly Registry[]>>;

/** What an open catalog's langpacks would be, where they go, and the one publishing that may be under way. */
export class Publishing {
  readonly previews: LangpackPreviews;
  readonly #workspace: Workspace;
  readonly #job: PublishJob;

  constructor(workspace: Workspace, { stateDirectory, emit }: Pick<Session, 'stateDirectory' | 'emit'>) {
    this.#workspace = workspace;
    this.previews = new LangpackPreviews(workspace);
    this.#job = new PublishJob({
      stateDirectory,
      directory: workspace.directory,
      emit,
      work: (target, signal, onStep) => this.#publish(target, signal, onStep),
    });
  }

  state(): Promise<PublishState> {
    return this.#job.state();
  }

  start(target: PublishTarget): Promise<void> {
    return this.#job.start(target);
  }

  stop(): void {
    this.#job.stop();
  }

  get registries(): Registries {
    const { settings } = this.#workspace.catalog;
    const open = this.#open({ kind: 'catalog' });
    const wanted = new Set(wantedLangpacks(this.#workspace.catalog).map(({ language }) => language));
    return {
      rows: languages.flatMap((language) =>
        open[language].map(({ name }, index) => ({
          language,
          index,
          kind: settings.registries?.[language]?.[index]?.kind ?? '',
          name,
        })),
      ),
      missing: [...wanted].filter((language) => open[language].length === 0),
    };
  }

  /** Whether one registry is there and takes our login. Throws registry_unavailable, registry_refused, git_failed. */
  async tryRegistry(target: PublishTarget, language: Language = 'typescript', index = 0): Promise<void> {
    const { catalog } = this.#workspace;
    const environment = wantedLangpacks(catalog).find((each) => each.language === language)?.environment;
    const { name, langpack } = catalog.settings;
    const registry = this.#open(target)[language][index];
    if (registry === undefined) {
      throw new AppError('user', 'registry_missing', `catalog.json names no such registry for ${language}.`, {
        data: { language },
      });
    }
    await registry.tryConnection(packageName(language, name, langpack, environment ?? 'none'));
  }

  /** What is under way stops, as if a person had stopped it. */
  close(): Promise<void> {
    return this.#job.close();
  }

  #open(target: PublishTarget): ByLanguage {
    const { catalog, directory } = this.#workspace;
    return target.kind === 'folder'
      ? staticRegistries(resolve(directory, target.folder), target.url)
      : openRegistries(catalog.settings.registries, directory);
  }

  async #publish(
    target: PublishTarget,
    signal: AbortSignal,
    onStep: (step: PublishStep) => void,
  ): Promise<{ readonly releases: number; readonly uploads: number }> {
    await this.#workspace.flush();
    const { released, repository } = await releasedCatalog(this.#workspace.directory);
    const { plan, uploads } = await publishLangpacks(released, {
      repository,
      generators,
      code: await ownCodeDigest(),
      registries: this.#open(target),
      eventbook: ownVersion(),
      signal,
      onStep,
    });
    return { releases: plan.releases.length, uploads };
  }
}

/** The version of this program. */
function ownVersion(): string {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
