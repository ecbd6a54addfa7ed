import * as git from 'isomorphic-git';
import { nearest } from '../../catalog/suggest.js';
import { AppError } from '../../errors/app-error.js';
import { readHead } from './head.js';
import { access, type Repository } from './repository.js';

const stepsBack = /^(.*?)((?:~[0-9]{0,6}|\^)+)$/u;
const hexadecimal = /^[0-9a-f]{4,40}$/u;

/**
 * The commit that a person means: HEAD, a branch, `origin/<branch>`, a tag, a commit's (short) id, and any of them
 * with `~<n>` or `^` behind. Throws git_ref_missing.
 */
export async function resolveCommit(repository: Repository, name: string): Promise<string> {
  const [, stem = name, suffix = ''] = stepsBack.exec(name) ?? [];
  let commit = await existing(repository, stem === '@' ? 'HEAD' : stem);
  for (let steps = stepCount(suffix); commit !== undefined && steps > 0; steps -= 1) {
    const { commit: read } = await git.readCommit({ ...access(repository), oid: commit });
    commit = read.parent[0];
  }
  if (commit !== undefined) return commit;
  throw await missing(repository, name);
}

/** The same, and undefined where there is nothing of that name. */
export async function existing(repository: Repository, name: string): Promise<string | undefined> {
  if (name === 'HEAD') return (await readHead(repository)).commit;
  try {
    const oid = await git.resolveRef({ ...access(repository), ref: name });
    return await commitBehind(repository, oid);
  } catch {
    if (!hexadecimal.test(name)) return undefined;
  }
  try {
    const oid = await git.expandOid({ ...access(repository), oid: name });
    return await commitBehind(repository, oid);
  } catch {
    return undefined;
  }
}

/** An annotated tag leads to its commit. */
async function commitBehind(repository: Repository, oid: string): Promise<string> {
  return (await git.readCommit({ ...access(repository), oid })).oid;
}

function stepCount(suffix: string): number {
  let steps = 0;
  for (const [, count] of suffix.matchAll(/\^|~([0-9]*)/gu)) {
    steps += count === undefined || count === '' ? 1 : Number(count);
  }
  return steps;
}

async function missing(repository: Repository, name: string): Promise<AppError> {
  const at = access(repository);
  const remotes = await git.listRemotes(at);
  const known = [...(await git.listBranches(at)), ...(await git.listTags(at))];
  for (const { remote } of remotes) {
    const branches = await git.listBranches({ ...at, remote });
    known.push(...branches.map((branch) => `${remote}/${branch}`));
  }
  const meant = nearest(name, known);
  const fetch = remotes.length > 0 ? ' If it is at the remote, fetch it first: git fetch' : '';
  return new AppError('user', 'git_ref_missing', `The repository has no branch, tag or commit ${name}.`, {
    hint: meant === undefined ? `Name one that is there.${fetch}` : `Did you mean ${meant}?${fetch}`,
    data: { name, root: repository.root },
  });
}
