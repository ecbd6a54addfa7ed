import * as git from 'isomorphic-git';
import type { GitAt } from './git-at.js';

/** A file as a tree names it; null for one that goes. */
export type TreeFile = { readonly oid: string; readonly mode: string } | null;

/**
 * Writes a tree that is another one with some files changed, by their paths in it.
 * @returns its id; undefined where nothing is left of it
 */
export async function treeWith(
  at: GitAt,
  tree: string | undefined,
  files: ReadonlyMap<string, TreeFile>,
): Promise<string | undefined> {
  const entries = new Map<string, git.TreeEntry>();
  if (tree !== undefined) {
    for (const entry of (await git.readTree({ ...at, oid: tree })).tree) entries.set(entry.path, entry);
  }
  const below = new Map<string, Map<string, TreeFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    if (slash >= 0)
      below.set(name, (below.get(name) ?? new Map<string, TreeFile>()).set(path.slice(slash + 1), file));
    else if (file === null) entries.delete(name);
    else entries.set(name, { path: name, oid: file.oid, mode: file.mode, type: 'blob' });
  }
  for (const [name, inner] of below) {
    const known = entries.get(name);
    const oid = await treeWith(at, known?.type === 'tree' ? known.oid : undefined, inner);
    if (oid !== undefined) entries.set(name, { path: name, oid, mode: '040000', type: 'tree' });
    // A file may stand now where a folder was; its own entry was set above.
    else if (known?.type === 'tree') entries.delete(name);
  }
  if (entries.size === 0) return undefined;
  return git.writeTree({ ...at, tree: [...entries.values()] });
}
