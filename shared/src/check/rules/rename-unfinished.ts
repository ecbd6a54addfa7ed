import { cardPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { Rule } from '../rule.js';

export const renameUnfinished: Rule = {
  id: 'rename-unfinished',
  purpose: 'When an event has got another name, the old name is deprecated in its favour.',
  severity: 'warning',
  firm: false,
  handlers: {
    *event({ name, card }, { catalog }) {
      const old = card.renamed_from === undefined ? undefined : catalog.events.get(card.renamed_from);
      // Until the new name leaves draft, the old one is what is sent; an old draft nobody sends.
      if (old === undefined || old.name === name || card.status === 'draft') return;
      if (old.card.status === 'draft') return;
      const { status, deprecation } = old.card;
      if (status === 'deprecated' && deprecation?.replacement !== undefined) return;
      yield {
        file: cardPath('event', name),
        pointer: '/renamed_from',
        message: `The event is the new name of ${quoted(old.name)}, which is ${status === 'deprecated' ? 'deprecated without naming it' : `still ${status}`}; senders do not learn that it moved.`,
        fix: `On ${cardPath('event', old.name)} set "status" to "deprecated", with "replacement": ${quoted(name)}.`,
      };
    },
  },
};
