import * as git from 'isomorphic-git';
import { readCommitFiles } from './commit-files.js';
import { readHead } from './head.js';
import { access, type Repository } from './repository.js';
import { KnownObjects } from './known-objects.js';

/**
 * The files that count as published for a working tree that may be behind the base. What the working tree has not
 * touched since the two parted is taken as it was then: a branch is not accused of deleting what others have added
 * since. A contract folder is taken as a whole, so that a card always judges its own contracts.
 */
export async function readBaseFiles(
  repository: Repository,
  base: string,
  working: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const known = new KnownObjects(working);
  const { files: tip } = await readCommitFiles(repository, base, known);
  const fork = await forkPoint(repository, base);
  if (fork === undefined || fork === base) return tip;
  const { files: before } = await readCommitFiles(repository, fork, known);
  const touched = new Set<string>();
  for (const path of new Set([...working.keys(), ...before.keys()])) {
    if (working.get(path) !== before.get(path)) touched.add(unitOf(path));
  }
  const published = new Map<string, string>();
  for (const [path, text] of before) if (!touched.has(unitOf(path))) published.set(path, text);
  for (const [path, text] of tip) if (touched.has(unitOf(path))) published.set(path, text);
  return published;
}

async function forkPoint(repository: Repository, base: string): Promise<string | undefined> {
  const { commit } = await readHead(repository);
  if (commit === undefined) return undefined;
  const [first] = (await git.findMergeBase({ ...access(repository), oids: [commit, base] })) as string[];
  return first;
}

/** `events/<event>` or `environments/<environment>`; for all other files the file itself. */
function unitOf(path: string): string {
  const [folder, name, file] = path.split('/');
  return file === undefined ? path : `${folder ?? ''}/${name ?? ''}`;
}
