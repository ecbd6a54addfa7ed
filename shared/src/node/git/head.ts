import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as git from 'isomorphic-git';
import { AppError } from '../../errors/app-error.js';
import { access, type Repository } from './repository.js';

export interface Head {
  /** Undefined where HEAD points at a commit itself. */
  readonly branch: string | undefined;
  /** Undefined where the branch has no commit yet. */
  readonly commit: string | undefined;
}

/** Read from the worktree's own HEAD: isomorphic-git does not know that linked worktrees share the rest. */
export async function readHead(repository: Repository): Promise<Head> {
  const path = join(repository.worktreeDirectory, 'HEAD');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('user', 'git_failed', `${path} could not be read.`, { cause });
  });
  const ref = /^ref: (.+)\n?$/u.exec(text)?.[1];
  if (ref === undefined) return { branch: undefined, commit: text.trim() };
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ref;
  const commit = await git.resolveRef({ ...access(repository), ref }).catch((error: unknown) => {
    if (error instanceof git.Errors.NotFoundError) return undefined;
    throw error;
  });
  return { branch, commit };
}

/** The commit of HEAD. Throws git_unborn. */
export async function headCommit(repository: Repository): Promise<string> {
  const { commit } = await readHead(repository);
  if (commit !== undefined) return commit;
  throw new AppError('user', 'git_unborn', `${repository.root} has no commit yet.`, {
    hint: 'Make the first: git add . && git commit -m "Our events"',
  });
}
