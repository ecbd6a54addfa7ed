import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { Unfinished } from '../../api/git.js';

const signs: readonly (readonly [file: string, begun: Unfinished])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/** What another program has begun here and not ended; a bisect hinders nobody, but says why HEAD is where it is. */
export async function unfinishedWork({ worktreeDirectory }: Repository): Promise<Unfinished | undefined> {
  for (const [file, begun] of signs) {
    if ((await stat(join(worktreeDirectory, file)).catch(() => undefined)) !== undefined) return begun;
  }
  return undefined;
}

/** Throws git_unfinished: what was begun elsewhere has to be ended where its conflicts are known. */
export async function refuseUnfinished(repository: Repository): Promise<void> {
  const begun = await unfinishedWork(repository);
  if (begun === undefined || begun === 'bisect') return;
  throw new AppError('user', 'git_unfinished', `A ${begun} was begun in this repository and has not ended.`, {
    hint: `Nothing was changed. End it in a terminal: git ${begun} --continue, or git ${begun} --abort to go back to before it.`,
    data: { begun },
  });
}
