import anyAscii from 'any-ascii';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing } from '@eventbook/shared/node/git/resolve-commit';
import { ledgerRef } from '@eventbook/shared/node/langpack/ledger-branch';
import * as git from 'isomorphic-git';
import type { Draft } from '../../api/git.js';
import { type GitAt, gitAt } from './git-at.js';

/** The remote that is fetched from and pushed to. */
export const remoteName = 'origin';

/** Every branch here, and those that only the remote has; what was worked on last comes first. */
export async function listDrafts(repository: Repository): Promise<Draft[]> {
  const at = gitAt(repository);
  const head = await readHead(repository);
  const here = await git.listBranches(at);
  const there = (await git.listBranches({ ...at, remote: remoteName }).catch(() => [])).filter(
    (branch) => branch !== 'HEAD',
  );
  const found: Draft[] = [];
  for (const branch of new Set([...here, ...there])) {
    // What a write that was cut off has left is no branch: no step of a name begins with a dot (git-check-ref-format).
    if (branch.split('/').some((step) => step.startsWith('.'))) continue;
    // The list of langpack releases is nothing that anybody edits.
    if (`refs/heads/${branch}` === ledgerRef) continue;
    const isHere = here.includes(branch);
    const commit = await existing(
      repository,
      isHere ? `refs/heads/${branch}` : `refs/remotes/${remoteName}/${branch}`,
    );
    if (commit === undefined) continue;
    const { commit: facts } = await git.readCommit({ ...at, oid: commit });
    found.push({
      branch,
      title: await titleOf(at, branch),
      place: isHere ? (there.includes(branch) ? 'both' : 'here') : 'remote',
      current: branch === head.branch,
      commit,
      when: new Date(facts.committer.timestamp * 1000).toISOString(),
      who: facts.author.name,
      last: facts.message.split('\n')[0] ?? '',
    });
  }
  return found.sort((a, b) => Number(b.current) - Number(a.current) || (a.when < b.when ? 1 : -1));
}

/** What people call a branch: git's own place for it is the branch's description. */
async function titleOf(at: GitAt, branch: string): Promise<string> {
  const said: unknown = await git
    .getConfig({ ...at, path: `branch.${branch}.description` })
    .catch(() => undefined);
  return typeof said === 'string' && said.trim() !== '' ? (said.trim().split('\n')[0] ?? branch) : branch;
}

/** Makes a branch that is called as people call it. @returns its name in git. Throws name_invalid, name_taken. */
export async function makeDraft(repository: Repository, title: string, commit: string): Promise<string> {
  const at = gitAt(repository);
  const branch = branchNameFor(title);
  if (branch === '') {
    throw new AppError('user', 'name_invalid', 'A draft needs a name with letters or digits in it.', {
      hint: 'Say in a few words what it is for: “Delivery cost for logistics”.',
    });
  }
  const known = await git.listBranches(at);
  const clash = known.find(
    (one) => one === branch || one.startsWith(`${branch}/`) || branch.startsWith(`${one}/`),
  );
  if (clash !== undefined) {
    throw new AppError('user', 'name_taken', `There is a draft ${clash} already.`, {
      hint: 'Call this one something else, or switch to that one.',
    });
  }
  await git.writeRef({ ...at, ref: `refs/heads/${branch}`, value: commit });
  if (title !== branch) await git.setConfig({ ...at, path: `branch.${branch}.description`, value: title });
  return branch;
}

/** A name that git, every forge and every shell takes, from whatever people write: `delivery-cost-for-logistics`. */
function branchNameFor(title: string): string {
  return anyAscii(title)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 80);
}
