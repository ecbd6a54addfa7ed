import * as git from 'isomorphic-git';
import { belongsToCatalog, largestFile, meantFolder } from '../../catalog/parse-file.js';
import type { Finding } from '../../check/finding.js';
import { AppError } from '../../errors/app-error.js';
import type { CatalogFolder } from '../catalog-folder.js';
import { readCommit } from './history.js';
import { KnownObjects } from './known-objects.js';
import { access, type Repository } from './repository.js';

const deepestFolder = 8;

/**
 * A catalog's own files as they stand in a commit, by the rules by which readCatalogFolder reads them from disk.
 * A commit in which the catalog's folder does not exist yet has none. Throws git_failed.
 * @param known what need not be read again: of a working tree, or of another commit; what is read is added
 */
export async function readCommitFiles(
  repository: Repository,
  commit: string,
  known = new KnownObjects(),
): Promise<CatalogFolder> {
  const files = new Map<string, string>();
  const findings: Finding[] = [];
  const tree = await catalogTree(repository, commit);
  if (tree === undefined) return { files, findings };
  const visit = async (oid: string, folder: string, depth: number): Promise<void> => {
    const { tree: entries } = await git.readTree({ ...access(repository), oid });
    for (const entry of entries.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      const path = folder === '' ? entry.path : `${folder}/${entry.path}`;
      const ours = folder === '' && meantFolder(entry.path) !== undefined;
      if (!ours && !belongsToCatalog(path)) continue;
      if (entry.type === 'tree') {
        const same = known.folder(entry.oid);
        if (same !== undefined) {
          for (const [rest, text] of same)
            if (belongsToCatalog(`${path}/${rest}`)) files.set(`${path}/${rest}`, text);
        } else if (depth < deepestFolder) await visit(entry.oid, path, depth + 1);
      } else if (entry.type === 'blob' && entry.mode !== '120000') {
        const text = known.text(entry.oid) ?? (await readText(repository, entry.oid, path, findings));
        if (text === undefined) continue;
        known.addText(entry.oid, text);
        files.set(path, text);
      } else {
        findings.push(unreadable(path, 'This is a link or a submodule; neither is followed.'));
      }
    }
  };
  try {
    await visit(tree, '', 0);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('user', 'git_failed', `The files of commit ${commit} could not be read.`, {
      hint: 'See what git fsck says of the repository.',
      cause,
    });
  }
  return { files, findings };
}

async function catalogTree(repository: Repository, commit: string): Promise<string | undefined> {
  let oid = (await readCommit(repository, commit)).tree;
  for (const step of repository.prefix.split('/').filter((part) => part !== '')) {
    const { tree } = await git.readTree({ ...access(repository), oid });
    const next = tree.find((entry) => entry.path === step && entry.type === 'tree');
    if (next === undefined) return undefined;
    oid = next.oid;
  }
  return oid;
}

async function readText(
  repository: Repository,
  oid: string,
  path: string,
  findings: Finding[],
): Promise<string | undefined> {
  const { blob } = await git.readBlob({ ...access(repository), oid });
  if (blob.length > largestFile) {
    findings.push(unreadable(path, `The file has ${blob.length} bytes; at most ${largestFile} are read.`));
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob);
  } catch {
    findings.push(unreadable(path, 'The file is no UTF-8 text.'));
    return undefined;
  }
}

function unreadable(file: string, message: string): Finding {
  return { rule: 'file-readable', severity: 'error', file, pointer: '', message };
}
