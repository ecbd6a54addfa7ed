import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing, resolveCommit } from '@eventbook/shared/node/git/resolve-commit';
import * as git from 'isomorphic-git';
import type { Person } from '../../api/git.js';
import { remoteName } from './drafts.js';
import { gitAt } from './git-at.js';
import { noteMove } from './reflog.js';
import { standOn } from './stand-on.js';
import { refuseUnfinished } from './unfinished.js';

/**
 * Checks out a branch; one that only the remote has is made here, too. What is in no commit yet comes along, or nothing is
 * done. Throws git_unfinished, git_would_overwrite, git_ref_missing.
 */
export async function switchDraft(repository: Repository, branch: string, who: Person): Promise<void> {
  await refuseUnfinished(repository);
  const at = gitAt(repository);
  const head = await readHead(repository);
  const ref = `refs/heads/${branch}`;
  let target = await existing(repository, ref);
  if (target === undefined) {
    target = await resolveCommit(repository, `refs/remotes/${remoteName}/${branch}`);
    await git.writeRef({ ...at, ref, value: target });
    await follow(repository, branch);
  }
  if (target !== head.commit) await standOn(repository, target);
  await git.writeRef({ ...at, ref: 'HEAD', value: ref, symbolic: true, force: true });
  const from = head.branch ?? head.commit ?? '';
  await noteMove(
    repository,
    { branch: undefined, from: head.commit, to: target, why: `checkout: moving from ${from} to ${branch}` },
    who,
  );
}

/** Lets git know which branch of the remote a branch goes with. */
export async function follow(repository: Repository, branch: string): Promise<void> {
  const at = gitAt(repository);
  await git.setConfig({ ...at, path: `branch.${branch}.remote`, value: remoteName });
  await git.setConfig({ ...at, path: `branch.${branch}.merge`, value: `refs/heads/${branch}` });
}
