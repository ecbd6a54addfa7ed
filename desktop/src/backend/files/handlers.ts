import type { filesMethods } from '../../api/files.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';
import { refuseForeign } from './refuse-foreign.js';

export function filesHandlers(session: Session): Handlers<keyof typeof filesMethods> {
  return {
    'files.read': ({ paths }) => paths.map((path) => session.workspace.file(path)),
    'files.readFolder': ({ folder }) => {
      const { workspace } = session;
      const paths = [...workspace.files.keys()].filter((path) => path.startsWith(`${folder}/`));
      return paths.map((path) => workspace.file(path));
    },
    'files.states': () => session.workspace.fileStates,
    'files.resolve': async ({ path, take }) => {
      refuseForeign(path);
      await session.workspace.resolve(path, take);
      return null;
    },
    'files.write': ({ changes }) => {
      const { workspace } = session;
      for (const { path } of changes) refuseForeign(path);
      const stale = changes.filter(({ path, revision }) => workspace.file(path).revision !== revision);
      if (stale.length > 0) return { written: [], stale: stale.map(({ path }) => workspace.file(path)) };
      workspace.edit(changes.map(({ path, text }) => [path, text]));
      return { written: changes.map(({ path }) => workspace.file(path)), stale: [] };
    },
  };
}
