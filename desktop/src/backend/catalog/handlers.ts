import { referencesTo } from '@eventbook/shared/authoring/references';
import { publishedEvent } from '@eventbook/shared/check/published';
import { beginCatalog } from '@eventbook/shared/node/begin-catalog';
import type { catalogMethods } from '../../api/catalog.js';
import type { Handlers } from '../handlers.js';
import { cloneRepository } from '../git/clone.js';
import { isHttp, withoutCredentials } from '../git/remote-line.js';
import { reportTransfer } from '../git/report-transfer.js';
import type { Session } from '../session.js';

export function catalogHandlers(session: Session): Handlers<keyof typeof catalogMethods> {
  return {
    'catalog.current': () => session.current?.description ?? null,
    'catalog.open': async ({ directory }) => (await session.open(directory)).description,
    'catalog.recent': () => session.recent.list(),
    'catalog.forget': async ({ directory }) => {
      await session.recent.forget(directory);
      return null;
    },
    'catalog.create': async ({ directory }) => {
      await beginCatalog(directory);
      return (await session.open(directory)).description;
    },
    'catalog.clone': async ({ url: given, directory, login }, signal) => {
      const { logins, emit } = session;
      const url = withoutCredentials(given);
      if (login !== undefined && isHttp(url)) await logins.keep(url, login);
      await reportTransfer(emit, { job: 'clone', remote: url, signal }, (transfer) =>
        cloneRepository(url, directory, logins, transfer),
      );
      return (await session.open(directory)).description;
    },
    'catalog.publishedEnvironments': ({ event }) =>
      Object.keys(publishedEvent(session.workspace.baseCatalog, event)?.card.environments ?? {}),
    'catalog.references': ({ kind, name }) => referencesTo(session.workspace.catalog, kind, name),
    'catalog.outline': () => session.workspace.outline.rows,
  };
}
