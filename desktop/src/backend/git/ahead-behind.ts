import * as git from 'isomorphic-git';
import type { GitAt } from './git-at.js';

export interface Distance {
  /** Commits that ours has and theirs has not. */
  readonly ahead: number;
  readonly behind: number;
}

const ours = 1;
const theirs = 2;

/** How far two branches have parted. Newest commits first, until all that is left is in both. */
export async function distanceOf(at: GitAt, one: string, other: string): Promise<Distance> {
  if (one === other) return { ahead: 0, behind: 0 };
  const marks = new Map([
    [one, ours],
    [other, theirs],
  ]);
  const queue = [await read(at, one), await read(at, other)];
  const counted = new Map<string, number>();
  while (queue.some(({ oid }) => marks.get(oid) !== (ours | theirs))) {
    queue.sort((a, b) => b.time - a.time);
    const next = queue.shift();
    if (next === undefined) break;
    const mark = marks.get(next.oid) ?? 0;
    counted.set(next.oid, mark);
    for (const parent of next.parents) {
      const known = marks.get(parent);
      marks.set(parent, (known ?? 0) | mark);
      if (counted.has(parent)) counted.set(parent, (known ?? 0) | mark);
      if (known === undefined) queue.push(await read(at, parent));
    }
  }
  const all = [...counted.values()];
  return {
    ahead: all.filter((mark) => mark === ours).length,
    behind: all.filter((mark) => mark === theirs).length,
  };
}

async function read(
  at: GitAt,
  oid: string,
): Promise<{ readonly oid: string; readonly time: number; readonly parents: readonly string[] }> {
  const { commit } = await git.readCommit({ ...at, oid });
  return { oid, time: commit.committer.timestamp, parents: commit.parent };
}
