import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { LogEntry } from '../../api/git.js';
import { type GitAt, gitAt } from './git-at.js';
import { PathIds } from './path-ids.js';

interface Read {
  readonly oid: string;
  readonly commit: git.CommitObject;
}

/**
 * The commits that made a folder or file what it is, newest first; '' is the whole repository. As git log does it: of a merge
 * that took it as one side had it, only that side is followed.
 */
export async function* historyOf(
  repository: Repository,
  start: string,
  path: string,
): AsyncGenerator<LogEntry> {
  const at = gitAt(repository);
  const ids = new PathIds(at, path);
  const seen = new Set([start]);
  const queue: Read[] = [await read(at, start)];
  while (queue.length > 0) {
    queue.sort((a, b) => b.commit.committer.timestamp - a.commit.committer.timestamp);
    const next = queue.shift();
    if (next === undefined) return;
    const own = await ids.at(next.commit.tree);
    const parents = await Promise.all(next.commit.parent.map((oid) => read(at, oid)));
    let same: Read | undefined;
    for (const parent of parents)
      if (same === undefined && (await ids.at(parent.commit.tree)) === own) same = parent;
    for (const parent of same === undefined ? parents : [same]) {
      if (seen.has(parent.oid)) continue;
      seen.add(parent.oid);
      queue.push(parent);
    }
    if (same === undefined && (own !== undefined || parents.length > 0)) yield entryOf(next);
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
