import type { publishingMethods } from '../../api/publishing.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function publishingHandlers(session: Session): Handlers<keyof typeof publishingMethods> {
  return {
    'publishing.plan': (_, signal) => session.publishing.previews.plan(signal),
    'publishing.files': (lineage) => session.publishing.previews.files(lineage),
    'publishing.file': ({ path, ...lineage }) => session.publishing.previews.file(lineage, path),
    'publishing.registries': () => session.publishing.registries,
    'publishing.tryRegistry': async (asked) => {
      if (asked.kind === 'folder') await session.publishing.tryRegistry(asked);
      else await session.publishing.tryRegistry({ kind: 'catalog' }, asked.language, asked.index);
      return null;
    },
    'publishing.state': () => session.publishing.state(),
    'publishing.start': async ({ target }) => {
      await session.publishing.start(target);
      return null;
    },
    'publishing.stop': () => {
      session.publishing.stop();
      return null;
    },
  };
}
