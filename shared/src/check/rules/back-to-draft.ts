import { cardPath } from '../../catalog/paths.js';
import { publishedEvent } from '../published.js';
import { mechanical } from '../repairs/repair.js';
import type { Rule } from '../rule.js';

export const backToDraft: Rule = {
  id: 'back-to-draft',
  purpose: 'An event that has left draft never becomes a draft again.',
  severity: 'error',
  firm: true,
  handlers: {
    *event({ name, card }, { base }) {
      const before = publishedEvent(base, name);
      if (before === undefined || card.status !== 'draft') return;
      yield {
        file: cardPath('event', name),
        pointer: '/status',
        message: `The event is published (it was ${before.card.status}) and cannot be a draft again.`,
        fix: 'Set "status" to "active", or to "deprecated" if it should no longer be sent.',
        repair: mechanical({
          kind: 'set',
          file: cardPath('event', name),
          pointer: '/status',
          value: before.card.status,
        }),
      };
    },
  },
};
