import type { Catalog } from '@eventbook/shared/catalog/model';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { byMeaning } from '@eventbook/shared/diff/effect';
import { changeWords, subjectWords } from '@eventbook/shared/diff/sentences';
import { readCommit } from '@eventbook/shared/node/git/history';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { CommitMeaning, Thing } from '../../api/git.js';
import type { CommitCatalogs } from './commit-catalogs.js';

const mostTold = 8;

/** What a commit meant, against the one before it; of one thing only, where it is named. */
export async function meaningOfCommit(
  repository: Repository,
  commits: CommitCatalogs,
  published: Catalog,
  commit: string,
  of: Thing | undefined,
): Promise<CommitMeaning> {
  const [parent] = (await readCommit(repository, commit)).parents;
  const before = parent === undefined ? commits.of(new Map()) : await commits.at(parent);
  const after = await commits.at(commit);
  const subjects = diffCatalogs(before.catalog, after.catalog, { published })
    .subjects.filter(
      ({ subject }) => of === undefined || (subject.kind === of.kind && subject.name === of.name),
    )
    .toSorted(byMeaning);
  const all = subjects.flatMap(({ subject, changes }) =>
    changes.map(({ what, meaning }) => ({
      meaning,
      words: `${of === undefined ? `${subjectWords(subject)}: ` : ''}${changeWords(subject, what)}`,
    })),
  );
  return { changes: all.slice(0, mostTold), more: Math.max(0, all.length - mostTold) };
}
