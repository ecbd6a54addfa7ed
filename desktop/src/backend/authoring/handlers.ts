import type { CatalogEdit, CatalogFiles } from '@eventbook/shared/authoring/catalog-files';
import { newEvent } from '@eventbook/shared/authoring/new-event';
import { renameEvent } from '@eventbook/shared/authoring/rename-event';
import { newestContract } from '@eventbook/shared/catalog/resolve';
import { isFrozen } from '@eventbook/shared/check/published';
import type { authoringMethods, PlannedChanges } from '../../api/authoring.js';
import type { Handlers } from '../handlers.js';
import { bulkEdit } from './bulk-edit.js';
import { changeThing } from './change-thing.js';
import type { Session } from '../session.js';

/** Plans what the pure edits of shared/authoring would write; the renderer carries it out, so that it can be undone. */
export function authoringHandlers(session: Session): Handlers<keyof typeof authoringMethods> {
  const plan = (edit: (files: CatalogFiles) => CatalogEdit): PlannedChanges =>
    [...edit(session.workspace.files)].map(([path, text]) => ({ path, text: text ?? null }));
  return {
    'authoring.newEvent': ({ like, ...event }) => {
      const copied = like === undefined ? undefined : session.workspace.catalog.events.get(like);
      const shared = Object.entries((copied && newestContract(copied)?.fields) ?? {}).filter(([field]) =>
        session.workspace.catalog.fields.has(field),
      );
      return plan((files) => newEvent(files, { ...event, fields: Object.fromEntries(shared) }));
    },
    'authoring.bulkEdit': ({ events, change }) => {
      const { files, catalog, baseCatalog } = session.workspace;
      return bulkEdit(files, events, change, {
        isFrozen: (path) => isFrozen(catalog, baseCatalog, path),
        today: new Date().toISOString().slice(0, 10),
      });
    },
    'authoring.changeThing': (change) => changeThing(session.workspace, change),
    'authoring.renameEvent': ({ from, to }) =>
      plan((files) => renameEvent(files, from, to, { since: new Date().toISOString().slice(0, 10) })),
  };
}
