import { readHead } from '@eventbook/shared/node/git/head';
import { resolveCommit } from '@eventbook/shared/node/git/resolve-commit';
import type { CatalogState } from '../git/commit-catalogs.js';
import type { Session } from '../session.js';

/** One of two catalogs that are compared. */
export interface Side extends CatalogState {
  /** Where it comes from, for people. */
  readonly title: string;
  /** Why it is this one, where nobody named it and that is not plain. */
  readonly note?: string;
}

/** What was there: by the name of a branch, tag or commit; what is published where there is none. Throws git_ref_missing. */
export async function sideBefore(session: Session, name: string | undefined): Promise<Side> {
  if (name !== undefined) return sideAt(session, name);
  const { base } = session.workspace;
  if (base.catalog !== undefined && base.title !== undefined)
    return { catalog: base.catalog, files: base.files, title: base.title };
  // As the CLI does it: where nothing is published yet, the commit that is checked out.
  return { ...(await sideAt(session, 'HEAD')), note: `Nothing is published yet: ${base.description}.` };
}

/** What is there: by a name, or what was typed last. */
export async function sideAfter(session: Session, name: string | undefined): Promise<Side> {
  if (name !== undefined) return sideAt(session, name);
  const { catalog, files } = session.workspace;
  return { catalog, files, title: 'what is written here' };
}

async function sideAt({ git }: Session, name: string): Promise<Side> {
  if (name === 'HEAD') {
    const { commit, branch } = await readHead(git.repository);
    if (commit === undefined) return { ...git.commits.of(new Map()), title: 'an empty catalog' };
    const title = branch === undefined ? commit.slice(0, 10) : `${branch} (${commit.slice(0, 10)})`;
    return { ...(await git.commits.at(commit)), title };
  }
  const commit = await resolveCommit(git.repository, name);
  const short = commit.slice(0, 10);
  return { ...(await git.commits.at(commit)), title: commit.startsWith(name) ? short : `${name} (${short})` };
}
