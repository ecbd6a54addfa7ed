import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { byMeaning } from '@eventbook/shared/diff/effect';
import { changeWords } from '@eventbook/shared/diff/sentences';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { RestorePlan, Thing } from '../../api/git.js';
import type { Workspace } from '../workspace/workspace.js';
import type { CatalogState, CommitCatalogs } from './commit-catalogs.js';
import { isOfThing } from './thing-files.js';

/**
 * What would have to be written for a thing to be again as it was in a commit. A change like any other, in no commit yet: what
 * happened since stays in the history, and published contracts stay as they are.
 * @throws AppError edit_refused where it was not there then
 */
export function planRestore(
  workspace: Workspace,
  commits: CommitCatalogs,
  then: CatalogState,
  thing: Thing,
): RestorePlan {
  const { files } = workspace;
  const own = (path: string): boolean => isOfThing(thing, path);
  if (![...then.files.keys()].some((path) => own(path) && fileKindOf(path)?.kind === thing.kind)) {
    throw new AppError('user', 'edit_refused', `${thing.name} was not there then.`, {
      hint: 'Nothing was changed. Choose a commit in which it was.',
    });
  }
  const changed = [...new Set([...files.keys(), ...then.files.keys()])]
    .filter((path) => own(path) && files.get(path) !== then.files.get(path))
    .sort();
  const kept = changed.filter((path) => workspace.file(path).frozen);
  const changes = changed
    .filter((path) => !kept.includes(path))
    .map((path) => ({ path, text: then.files.get(path) ?? null }));
  const after = new Map(files);
  for (const { path, text } of changes) {
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  const subjects = diffCatalogs(commits.of(files).catalog, commits.of(after).catalog).subjects.toSorted(
    byMeaning,
  );
  const meant = subjects.flatMap(({ subject, changes: all }) =>
    all.map(({ what }) => changeWords(subject, what)),
  );
  return { changes, kept, meant };
}
