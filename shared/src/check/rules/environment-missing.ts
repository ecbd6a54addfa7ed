import { cardPath } from '../../catalog/paths.js';
import { publishedEvent } from '../published.js';
import type { Rule } from '../rule.js';

export const environmentMissing: Rule = {
  id: 'environment-missing',
  purpose: 'Every event that is not a draft may be sent from somewhere.',
  severity: 'error',
  firm: false,
  handlers: {
    *event({ name, card }, { base }) {
      if (card.status === 'draft' || Object.keys(card.environments).length > 0) return;
      const said = {
        file: cardPath('event', name),
        pointer: '/environments',
        message: 'The card names no environment, so nobody can send the event.',
        fix: 'Name where it is sent from: "environments": {"site-backend": {}}.',
      };
      const before = publishedEvent(base, name);
      const alwaysSo = before !== undefined && Object.keys(before.card.environments).length === 0;
      yield alwaysSo ? { ...said, severity: 'warning' } : said;
    },
  },
};
