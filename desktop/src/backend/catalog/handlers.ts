import { isLocal } from '@eventbook/shared/catalog/resolve';
import { publishedEvent } from '@eventbook/shared/check/published';
import type { catalogMethods } from '../../api/catalog.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function catalogHandlers(session: Session): Handlers<keyof typeof catalogMethods> {
  return {
    'catalog.current': () => session.current?.description ?? null,
    'catalog.open': async ({ directory }) => (await session.open(directory)).description,
    'catalog.publishedEnvironments': ({ event }) =>
      Object.keys(publishedEvent(session.workspace.baseCatalog, event)?.card.environments ?? {}),
    'catalog.fieldUses': ({ field }) =>
      [...session.workspace.catalog.events.values()].flatMap((event) => {
        if (isLocal(event, field)) return [];
        const contracts = [...event.contracts.values()].filter(({ fields }) => Object.hasOwn(fields, field));
        const versions = contracts.map(({ version }) => version);
        return versions.length === 0 ? [] : [{ event: event.name, versions }];
      }),
    'catalog.outline': () => session.workspace.outline.rows,
  };
}
