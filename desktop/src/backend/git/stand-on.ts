import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import { gitAt } from './git-at.js';

const mostNamed = 5;

/**
 * Makes files and index those of a commit. What was changed here and is the same in both commits stays as it is; where
 * something would be overwritten nothing at all is done. HEAD stays where it is; to be called under the index lock.
 * @throws AppError git_would_overwrite
 */
export async function standOn(repository: Repository, commit: string): Promise<void> {
  try {
    await git.checkout({ ...gitAt(repository), dir: repository.root, ref: commit, noUpdateHead: true });
  } catch (cause) {
    if (!(cause instanceof git.Errors.CheckoutConflictError)) throw cause;
    const paths = cause.data.filepaths.map((path) => path.replace(/^\.\//u, ''));
    const named = paths.slice(0, mostNamed).join(', ');
    const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
    throw new AppError(
      'conflict',
      'git_would_overwrite',
      `This would overwrite what is in no commit yet: ${named}${more}.`,
      {
        hint: 'Nothing was changed. Commit first, then try again.',
        data: { paths },
        cause,
      },
    );
  }
}
