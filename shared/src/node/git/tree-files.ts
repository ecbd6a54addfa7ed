import type fs from 'node:fs';
import * as git from 'isomorphic-git';

/** Which repository: what `access` gives, or any other. */
interface At {
  readonly fs: typeof fs;
  readonly gitdir: string;
  readonly cache?: object;
}

/** Writes a tree of text files, by path with forward slashes. @returns its id */
export async function writeTreeFiles(at: At, files: ReadonlyMap<string, string>): Promise<string> {
  const tree: git.TreeEntry[] = [];
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      const oid = await git.writeBlob({ ...at, blob: new TextEncoder().encode(text) });
      tree.push({ mode: '100644', path, oid, type: 'blob' });
    } else {
      const folder = path.slice(0, slash);
      folders.set(
        folder,
        (folders.get(folder) ?? new Map<string, string>()).set(path.slice(slash + 1), text),
      );
    }
  }
  for (const [path, inner] of folders) {
    tree.push({ mode: '040000', path, oid: await writeTreeFiles(at, inner), type: 'tree' });
  }
  return git.writeTree({ ...at, tree });
}

/** All files of a commit as text, by path, in git's order. */
export async function readTreeFiles(at: At, commit: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const visit = async (oid: string, folder: string): Promise<void> => {
    for (const { path: name, oid: inner, type } of (await git.readTree({ ...at, oid })).tree) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (type === 'tree') await visit(inner, path);
      else if (type === 'blob')
        files.set(path, new TextDecoder().decode((await git.readBlob({ ...at, oid: inner })).blob));
    }
  };
  await visit((await git.readCommit({ ...at, oid: commit })).commit.tree, '');
  return files;
}
