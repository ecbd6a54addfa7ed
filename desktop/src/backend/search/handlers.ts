import { excerpt } from '@eventbook/shared/search/highlight';
import type { searchMethods } from '../../api/search.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

const excerptLength = 120;

export function searchHandlers(session: Session): Handlers<keyof typeof searchMethods> {
  return {
    'search.find': async ({ words, kinds, limit }) => {
      const query = {
        words,
        ...(kinds === undefined ? {} : { kinds }),
        ...(limit === undefined ? {} : { limit }),
      };
      const hits = await session.workspace.search.find(query);
      return hits.map(({ document, terms }) => ({
        kind: document.kind,
        name: document.name,
        title: document.title,
        excerpt: excerpt(document.description, terms, excerptLength),
        terms: [...terms],
      }));
    },
  };
}
