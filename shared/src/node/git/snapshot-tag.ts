import * as git from 'isomorphic-git';
import { AppError } from '../../errors/app-error.js';
import { access, type Repository } from './repository.js';
import { existing } from './resolve-commit.js';

const tagName = /^snapshot\/([1-9][0-9]{0,14})$/u;

/** The sequence that a tag says was published; undefined for every other tag. */
export function publishedSequence(tag: string): number | undefined {
  const digits = tagName.exec(tag)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Marks a commit as published: `snapshot/<sequence>`. Idempotent.
 * @returns the tag's name
 * @throws AppError snapshot_conflict where the tag stands on another commit
 */
export async function tagSnapshot(repository: Repository, sequence: number, commit: string): Promise<string> {
  const name = `snapshot/${sequence}`;
  const tagged = await existing(repository, `refs/tags/${name}`);
  if (tagged === undefined) {
    await git.tag({ ...access(repository), ref: name, object: commit });
  } else if (tagged !== commit) {
    throw new AppError(
      'conflict',
      'snapshot_conflict',
      `The tag ${name} stands on another commit, ${tagged}.`,
      {
        hint: 'The history of the published branch was rewritten. Bring the published commits back.',
        data: { tag: name, tagged, commit },
      },
    );
  }
  return name;
}
