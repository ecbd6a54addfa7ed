import { readJson } from '@eventbook/shared/catalog/json-text';
import { pointerTo } from '@eventbook/shared/catalog/pointer';
import { sameMeaning } from '@eventbook/shared/catalog/same-meaning';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { Blame } from '../../api/git.js';
import { textOf } from './blob-text.js';
import { type GitAt, gitAt } from './git-at.js';
import { PathIds } from './path-ids.js';

interface Visit {
  readonly oid: string;
  readonly commit: git.CommitObject;
  /** The places that are as this commit has them, and were not followed to another one. */
  readonly pointers: Set<string>;
}

/**
 * Which commit made each place of a file what it is: its keys, and each of its fields. A place is followed back for as long as
 * some parent says the same, however the text around it has moved.
 * @param path from the top of the repository on
 * @returns newest commit first; nothing where the file is not in the commit, or cannot be read there
 */
export async function blameFile(repository: Repository, start: string, path: string): Promise<Blame[]> {
  const at = gitAt(repository);
  const ids = new PathIds(at, path);
  const read = async (oid: string): Promise<git.CommitObject> =>
    (await git.readCommit({ ...at, oid })).commit;
  const first = await read(start);
  const pointers = new Set((await placesOf(at, await ids.at(first.tree))).keys());
  const queue: Visit[] = [{ oid: start, commit: first, pointers }];
  const found: Blame[] = [];
  while (queue.length > 0) {
    queue.sort((a, b) => b.commit.committer.timestamp - a.commit.committer.timestamp);
    const next = queue.shift();
    if (next === undefined) break;
    const own = await ids.at(next.commit.tree);
    const left = new Set(next.pointers);
    for (const oid of next.commit.parent) {
      if (left.size === 0) break;
      const commit = await read(oid);
      const passed = await passedOn(at, left, own, await ids.at(commit.tree));
      if (passed.length === 0) continue;
      for (const pointer of passed) left.delete(pointer);
      const known = queue.find((visit) => visit.oid === oid);
      if (known === undefined) queue.push({ oid, commit, pointers: new Set(passed) });
      else for (const pointer of passed) known.pointers.add(pointer);
    }
    if (left.size > 0) found.push(blameOf(next, [...left]));
  }
  return found;
}

/** The places that a parent has as the commit has them. */
async function passedOn(
  at: GitAt,
  pointers: ReadonlySet<string>,
  own: string | undefined,
  parents: string | undefined,
): Promise<string[]> {
  if (own === parents) return [...pointers];
  const [here, there] = [await placesOf(at, own), await placesOf(at, parents)];
  return [...pointers].filter(
    (pointer) => there.has(pointer) && sameMeaning(here.get(pointer), there.get(pointer)),
  );
}

/** Each key of a file with its value, and each of its `fields` by itself; nothing where it is no JSON object. */
async function placesOf(at: GitAt, oid: string | undefined): Promise<ReadonlyMap<string, unknown>> {
  const places = new Map<string, unknown>();
  const text = oid === undefined ? '' : await textOf(at, oid).catch(() => '');
  for (const [key, value] of Object.entries(objectIn(readJson(text, () => false).value))) {
    if (key === 'fields') {
      for (const [name, field] of Object.entries(objectIn(value)))
        places.set(pointerTo('/fields', name), field);
    } else places.set(pointerTo('', key), value);
  }
  return places;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function blameOf({ oid, commit }: Visit, pointers: readonly string[]): Blame {
  const [parent] = commit.parent;
  return {
    commit: oid,
    ...(parent === undefined ? {} : { parent }),
    title: commit.message.split('\n')[0] ?? '',
    who: commit.author.name,
    when: new Date(commit.author.timestamp * 1000).toISOString(),
    pointers,
  };
}
