import * as git from 'isomorphic-git';
import type { RecentVersion } from '../../site/book.js';
import { readCommit } from './history.js';
import { access, type Repository } from './repository.js';

/** How far back is looked. */
const mostCommits = 400;

/**
 * The contracts that came last on the way to a commit, newest first, with the days on which they came. Follows first
 * parents only: the day that counts is the one on which the branch got it. A shallow clone tells what it knows.
 */
export async function recentVersions(
  repository: Repository,
  commit: string,
  limit: number,
): Promise<RecentVersion[]> {
  const found: RecentVersion[] = [];
  let next: string | undefined = commit;
  for (let count = 0; count < mostCommits && next !== undefined && found.length < limit; count++) {
    const facts = await readCommit(repository, next);
    const parent: string | undefined = facts.parents[0];
    const before =
      parent === undefined
        ? new Map<string, string>()
        : await eventTrees(repository, parent).catch(() => undefined);
    if (before === undefined) break;
    const after = await eventTrees(repository, next);
    const date = facts.committedAt.slice(0, 10);
    for (const [event, tree] of after) {
      const known = before.get(event);
      if (known === tree) continue;
      const versionsBefore = known === undefined ? new Set<number>() : await versionsIn(repository, known);
      for (const version of await versionsIn(repository, tree)) {
        if (!versionsBefore.has(version)) found.push({ date, event, version });
      }
    }
    next = parent;
  }
  return found.slice(0, limit);
}

/** The folder of every event, by the event's name, as an object id. */
async function eventTrees(repository: Repository, commit: string): Promise<Map<string, string>> {
  let oid = (await readCommit(repository, commit)).tree;
  for (const step of [...repository.prefix.split('/').filter((part) => part !== ''), 'events']) {
    const { tree } = await git.readTree({ ...access(repository), oid });
    const next = tree.find((entry) => entry.path === step && entry.type === 'tree');
    if (next === undefined) return new Map();
    oid = next.oid;
  }
  const { tree } = await git.readTree({ ...access(repository), oid });
  return new Map(tree.filter((entry) => entry.type === 'tree').map((entry) => [entry.path, entry.oid]));
}

async function versionsIn(repository: Repository, oid: string): Promise<Set<number>> {
  const { tree } = await git.readTree({ ...access(repository), oid });
  const numbers = tree.map((entry) => Number(/^([1-9][0-9]{0,5})\.json$/u.exec(entry.path)?.[1]));
  return new Set(numbers.filter((number) => !Number.isNaN(number)));
}
