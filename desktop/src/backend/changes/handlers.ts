import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { byMeaning } from '@eventbook/shared/diff/effect';
import { diffMarkdown } from '@eventbook/shared/diff/markdown';
import type { Changes, changesMethods } from '../../api/changes.js';
import type { RequestOf } from '../../api/methods.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';
import { changedFiles } from './changed-files.js';
import { fileTexts } from './file-texts.js';
import { type Side, sideAfter, sideBefore } from './sides.js';

type Asked = RequestOf<'changes.list'>;

export function changesHandlers(session: Session): Handlers<keyof typeof changesMethods> {
  const sides = async ({ before, after }: Asked): Promise<readonly [Side, Side]> => [
    await sideBefore(session, before),
    await sideAfter(session, after),
  ];
  return {
    'changes.list': async (asked) => {
      const [before, after] = await sides(asked);
      const subjects = diffCatalogs(before.catalog, after.catalog, {
        prove: true,
        published: session.workspace.published,
      }).subjects.toSorted(byMeaning);
      return {
        before: titled(before),
        after: titled(after),
        diff: { subjects },
        files: changedFiles(before.files, after.files),
        owners: [...new Set(subjects.flatMap(({ touched }) => touched.owners))].sort(),
      } satisfies Changes;
    },
    'changes.count': async () => {
      if (session.current?.repository === undefined) return { subjects: 0, files: 0 };
      const [before, after] = await sides({ before: 'HEAD' });
      const { subjects } = diffCatalogs(before.catalog, after.catalog);
      return { subjects: subjects.length, files: changedFiles(before.files, after.files).length };
    },
    'changes.file': async ({ path, ...asked }) => {
      const [before, after] = await sides(asked);
      return fileTexts(path, before.files, after.files);
    },
    'changes.markdown': async (asked) => {
      const [before, after] = await sides(asked);
      const { subjects } = diffCatalogs(before.catalog, after.catalog, {
        prove: true,
        published: session.workspace.published,
      });
      return diffMarkdown({
        diff: { subjects: subjects.toSorted(byMeaning) },
        before: titled(before),
        after: titled(after),
      });
    },
  };
}

function titled({ title, note }: Side): { readonly title: string; readonly note?: string } {
  return note === undefined ? { title } : { title, note };
}
