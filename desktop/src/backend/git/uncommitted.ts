import * as git from 'isomorphic-git';
import { belongsToCatalog } from '@eventbook/shared/catalog/parse-file';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { UncommittedFile } from '../../api/git.js';
import { changedFiles } from '../changes/changed-files.js';
import { gitAt } from './git-at.js';

/**
 * The files of the working tree that are not as a commit has them. Those of the catalog are known already, so only the rest
 * of the tree is walked.
 * @param before the catalog's files in the commit
 * @param now those of the working tree
 */
export async function uncommittedFiles(
  repository: Repository,
  commit: string | undefined,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Promise<UncommittedFile[]> {
  const { prefix } = repository;
  const own = changedFiles(before, now).map(({ path, kind }) => ({
    path: prefix === '' ? path : `${prefix}/${path}`,
    kind,
    catalog: true,
  }));
  const others = await otherFiles(repository, commit);
  return [...own, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function otherFiles(repository: Repository, commit: string | undefined): Promise<UncommittedFile[]> {
  const { prefix, root } = repository;
  const at = gitAt(repository);
  const isCatalogs = (path: string): boolean => {
    const inside = prefix === '' ? path : path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : '';
    return inside !== '' && (belongsToCatalog(inside) || belongsToCatalog(`${inside}/x`));
  };
  const trees = [...(commit === undefined ? [] : [git.TREE({ ref: commit })]), git.WORKDIR()];
  const found: unknown = await git.walk({
    ...at,
    dir: root,
    trees,
    map: async (path, entries) => {
      if (path === '.') return undefined;
      // Null: what lies below is not walked.
      if (isCatalogs(path)) return null;
      const [head, work] = commit === undefined ? [null, entries[0]] : [entries[0], entries[1]];
      if (head == null && (await git.isIgnored({ ...at, dir: root, filepath: path }))) return null;
      const types = [await head?.type(), await work?.type()];
      if (types.includes('tree')) return undefined;
      if (head == null) return work == null ? undefined : { path, kind: 'added', catalog: false };
      if (work == null) return { path, kind: 'deleted', catalog: false };
      const same = types.includes('commit') || (await head.oid()) === (await work.oid());
      return same ? undefined : { path, kind: 'changed', catalog: false };
    },
  });
  return Array.isArray(found) ? (found.flat(64) as UncommittedFile[]) : [];
}
