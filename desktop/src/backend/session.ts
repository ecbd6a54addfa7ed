import { AppError } from '@eventbook/shared/errors/app-error';
import type { EventName, Events } from '../api/events.js';
import { CatalogGit } from './git/catalog-git.js';
import { Logins } from './git/logins.js';
import { LiveWatch } from './live/live-watch.js';
import type { Native } from './native/native.js';
import { Publishing } from './publishing/publishing.js';
import { CatalogMemory } from './state/catalog-memory.js';
import { RecentCatalogs } from './state/recent-catalogs.js';
import { openWorkspace } from './workspace/open-workspace.js';
import type { Workspace } from './workspace/workspace.js';

export type Emit = <Name extends EventName>(event: Name, value: Events[Name]) => void;

export interface SessionOptions {
  /** Where drafts and settings of this person are kept. */
  readonly stateDirectory: string;
  readonly emit: Emit;
  /** Undefined where a browser is the window. */
  readonly native?: Native | undefined;
}

/** What one window has before it: one open catalog, or none. */
export class Session {
  readonly stateDirectory: string;
  readonly emit: Emit;
  readonly native: Native | undefined;
  readonly logins: Logins;
  readonly recent: RecentCatalogs;
  /** What is watched of a collector, if anything is. */
  readonly live: LiveWatch;
  #workspace: Workspace | undefined;
  #git: CatalogGit | undefined;
  #publishing: Publishing | undefined;
  #memory: CatalogMemory | undefined;

  constructor({ stateDirectory, emit, native }: SessionOptions) {
    this.stateDirectory = stateDirectory;
    this.emit = emit;
    this.native = native;
    this.logins = new Logins(native?.secrets);
    this.recent = new RecentCatalogs(stateDirectory);
    this.live = new LiveWatch(emit);
  }

  get current(): Workspace | undefined {
    return this.#workspace;
  }

  /** The catalog that is open. Throws no_catalog_open. */
  get workspace(): Workspace {
    if (this.#workspace !== undefined) return this.#workspace;
    throw new AppError('user', 'no_catalog_open', 'No catalog is open.', { hint: 'Open one first.' });
  }

  /** The repository of the catalog that is open. Throws no_catalog_open, not_a_repository. */
  get git(): CatalogGit {
    const { directory } = this.workspace;
    if (this.#git !== undefined) return this.#git;
    throw new AppError('user', 'not_a_repository', `${directory} is in no git repository.`, {
      hint: 'Make it one, in a terminal there: git init --initial-branch=main',
      data: { directory },
    });
  }

  /** What is remembered of the catalog that is open. Throws no_catalog_open. */
  get memory(): CatalogMemory {
    return (this.#memory ??= new CatalogMemory(this.stateDirectory, this.workspace.directory));
  }

  /** What is published from the catalog that is open, and how. Throws no_catalog_open. */
  get publishing(): Publishing {
    const { workspace } = this;
    return (this.#publishing ??= new Publishing(workspace, this));
  }

  /** Opens a catalog in place of the one that is open. Throws what reading it throws; then the old one stays. */
  async open(directory: string): Promise<Workspace> {
    const next = await openWorkspace(directory, this);
    await this.close();
    this.#workspace = next;
    const { repository, description } = next;
    this.#git =
      repository === undefined ? undefined : new CatalogGit(next, repository, this.emit, this.logins);
    this.emit('catalog.opened', description);
    // To be shown the next time is nothing that opening may fail for.
    await this.recent.add({ directory: next.directory, title: description.title }).catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    this.live.stop();
    await this.#publishing?.close();
    this.#publishing = undefined;
    this.#memory = undefined;
    this.#git?.close();
    await this.#workspace?.close();
    this.#workspace = undefined;
    this.#git = undefined;
  }
}
