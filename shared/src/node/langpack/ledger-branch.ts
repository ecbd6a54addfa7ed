import { open, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as git from 'isomorphic-git';
import { AppError } from '../../errors/app-error.js';
import { entryPath, readEntry, writeEntry, type LedgerEntry } from '../../langpack/release/ledger-entry.js';
import { Ledger } from '../../langpack/release/ledger.js';
import { remoteAt, type PushOutcome, type Remote } from '../git/remote.js';
import { access, type Repository } from '../git/repository.js';
import { existing } from '../git/resolve-commit.js';
import { readTreeFiles, writeTreeFiles } from '../git/tree-files.js';

/**
 * The ledger: a branch of its own in the catalog's repository, with one file for each release of each langpack. It only
 * grows. A commit that cannot be pushed without force is one that somebody else was quicker than: that is the lock.
 */
export const ledgerRef = 'refs/heads/eventbook/ledger';

const readme = `# The ledger of langpack releases

Every release of every langpack of this catalog, a file each: what it was generated from, and the digests of what was published.
\`eventbook langpack publish\` writes it, and nothing else should. What stands here is never changed.
`;

export interface LedgerAt {
  readonly ledger: Ledger;
  /** The commit that it was read from; undefined before the first release. */
  readonly tip: string | undefined;
}

export interface Batch {
  readonly entries: readonly LedgerEntry[];
  /**
   * Seconds since the epoch: when the catalog's commit was made. Not the time of day, so that two publishers of the same
   * catalog write the same commit, and both may say that it was theirs.
   */
  readonly time: number;
}

export class LedgerBranch {
  readonly #repository: Repository;
  readonly #remote: Remote | undefined;

  private constructor(repository: Repository, remote: Remote | undefined) {
    this.#repository = repository;
    this.#remote = remote;
  }

  /** At the remote `origin` where there is one, else the branch in the repository itself. */
  static async of(repository: Repository): Promise<LedgerBranch> {
    const remotes = await git.listRemotes(access(repository));
    const url = remotes.find(({ remote }) => remote === 'origin')?.url;
    const remote = url === undefined ? undefined : remoteAt(url, repository.directory, repository.root);
    return new LedgerBranch(repository, remote);
  }

  /** Where it is kept, for people. */
  get place(): string {
    return this.#remote === undefined
      ? 'the branch eventbook/ledger here'
      : `eventbook/ledger at ${this.#remote.name}`;
  }

  /** Throws git_failed, git_login_refused, ledger_malformed. */
  async read(): Promise<LedgerAt> {
    const tip =
      this.#remote === undefined
        ? await existing(this.#repository, ledgerRef)
        : await this.#remote.fetch(ledgerRef);
    if (tip === undefined) return { ledger: new Ledger([]), tip };
    return { ledger: new Ledger(await this.#entriesAt(tip)), tip };
  }

  /**
   * Adds entries to what was read.
   * @returns `behind` where somebody else has added some since: read again, plan again
   * @throws AppError git_failed, git_login_refused
   */
  async append({ ledger, tip }: LedgerAt, { entries, time }: Batch): Promise<PushOutcome> {
    const files = new Map(
      [...ledger.entries, ...entries].map((entry) => [entryPath(entry), writeEntry(entry)]),
    );
    const all = new Map([['README.md', readme], ...files]);
    const tree = await writeTreeFiles(access(this.#repository), all);
    const author = { name: 'Eventbook', email: 'eventbook@localhost', timestamp: time, timezoneOffset: 0 };
    const commit = await git.writeCommit({
      ...access(this.#repository),
      commit: {
        message: messageOf(entries),
        tree,
        parent: tip === undefined ? [] : [tip],
        author,
        committer: author,
      },
    });
    if (this.#remote !== undefined) return this.#remote.push(commit, ledgerRef);
    return this.#moveLocally(tip, commit);
  }

  async #entriesAt(tip: string): Promise<LedgerEntry[]> {
    const files = await readTreeFiles(access(this.#repository), tip);
    files.delete('README.md');
    return [...files].map(([path, text]) => readEntry(path, text));
  }

  /** As git does it: the new value goes into `<ref>.lock`, which only one can make, and is renamed over the ref. */
  async #moveLocally(from: string | undefined, to: string): Promise<PushOutcome> {
    const path = join(this.#repository.directory, ledgerRef);
    const lock = `${path}.lock`;
    await mkdir(dirname(path), { recursive: true });
    const file = await open(lock, 'wx').catch((cause: unknown) => {
      throw new AppError(
        'conflict',
        'git_failed',
        `${lock} is there: another program is writing the ledger.`,
        {
          hint: 'Run it again. If nothing else runs, a publisher was killed there: remove the file.',
          cause,
        },
      );
    });
    try {
      if ((await existing(this.#repository, ledgerRef)) !== from) return 'behind';
      await file.writeFile(`${to}\n`);
      await file.sync();
      await rename(lock, path);
      return 'pushed';
    } finally {
      await file.close();
      await rm(lock, { force: true });
    }
  }
}

function messageOf(entries: readonly LedgerEntry[]): string {
  const [first] = entries;
  const lines = entries.map(({ package: name, version }) => `${name} ${version}`);
  return `Langpacks of snapshot ${first?.sequence ?? 0}\n\n${lines.join('\n')}\n`;
}
