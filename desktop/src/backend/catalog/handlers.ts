import type { catalogMethods } from '../../api/catalog.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function catalogHandlers(session: Session): Handlers<keyof typeof catalogMethods> {
  return {
    'catalog.current': () => session.current?.description ?? null,
    'catalog.open': async ({ directory }) => (await session.open(directory)).description,
    'catalog.outline': () => session.workspace.outline.rows,
  };
}
