import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { LogEntry } from '../../api/git.js';
import { type GitAt, gitAt } from './git-at.js';

interface Read {
  readonly oid: string;
  readonly commit: git.CommitObject;
}

/**
 * The commits that made a folder what it is, newest first; '' is the whole repository. As git log does it: of a merge that
 * took the folder as one side had it, only that side is followed.
 */
export async function* historyOf(
  repository: Repository,
  start: string,
  folder: string,
): AsyncGenerator<LogEntry> {
  const at = gitAt(repository);
  const trees = new Trees(at, folder);
  const seen = new Set([start]);
  const queue: Read[] = [await read(at, start)];
  while (queue.length > 0) {
    queue.sort((a, b) => b.commit.committer.timestamp - a.commit.committer.timestamp);
    const next = queue.shift();
    if (next === undefined) return;
    const own = await trees.at(next.commit.tree);
    const parents = await Promise.all(next.commit.parent.map((oid) => read(at, oid)));
    let same: Read | undefined;
    for (const parent of parents)
      if (same === undefined && (await trees.at(parent.commit.tree)) === own) same = parent;
    for (const parent of same === undefined ? parents : [same]) {
      if (seen.has(parent.oid)) continue;
      seen.add(parent.oid);
      queue.push(parent);
    }
    if (same === undefined && (own !== undefined || parents.length > 0)) yield entryOf(next);
  }
}

/** What a folder is in a tree, as an id; each tree is read once. */
class Trees {
  readonly #at: GitAt;
  readonly #steps: readonly string[];
  readonly #known = new Map<string, Promise<string | undefined>>();

  constructor(at: GitAt, folder: string) {
    this.#at = at;
    this.#steps = folder.split('/').filter((step) => step !== '');
  }

  at(tree: string, depth = 0): Promise<string | undefined> {
    const step = this.#steps[depth];
    if (step === undefined) return Promise.resolve(tree);
    const key = `${depth} ${tree}`;
    const known = this.#known.get(key) ?? this.#below(tree, step, depth);
    this.#known.set(key, known);
    return known;
  }

  async #below(tree: string, step: string, depth: number): Promise<string | undefined> {
    const { tree: entries } = await git.readTree({ ...this.#at, oid: tree });
    const next = entries.find(({ path, type }) => path === step && type === 'tree');
    return next === undefined ? undefined : this.at(next.oid, depth + 1);
  }
}

async function read(at: GitAt, oid: string): Promise<Read> {
  return { oid, commit: (await git.readCommit({ ...at, oid })).commit };
}

function entryOf({ oid, commit }: Read): LogEntry {
  const [title = '', ...rest] = commit.message.trim().split('\n');
  const [parent] = commit.parent;
  return {
    commit: oid,
    ...(parent === undefined ? {} : { parent }),
    title,
    body: rest.join('\n').trim(),
    who: commit.author.name,
    when: new Date(commit.author.timestamp * 1000).toISOString(),
    merge: commit.parent.length > 1,
  };
}
