import { cardPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { Rule } from '../rule.js';

export const deprecationWayOut: Rule = {
  id: 'deprecation-way-out',
  purpose: 'A deprecated event says what to send instead, or until when it may be sent.',
  severity: 'warning',
  firm: false,
  handlers: {
    *event({ name, card }, { catalog }) {
      const said = card.deprecation;
      if (card.status !== 'deprecated' || said === undefined) return;
      const file = cardPath('event', name);
      if (said.replacement === undefined && said.sunset === undefined) {
        yield {
          file,
          pointer: '/deprecation',
          message: 'Senders learn neither what to send instead nor until when this event may be sent.',
          fix: 'Add "replacement": an event, or "sunset": the day from which nobody should send it.',
        };
      }
      const replacement = said.replacement === undefined ? undefined : catalog.events.get(said.replacement);
      if (replacement === undefined || replacement.name === name || replacement.card.status === 'active') {
        return;
      }
      const next = replacement.card.deprecation?.replacement;
      yield {
        file,
        pointer: '/deprecation/replacement',
        message: `The replacement ${quoted(replacement.name)} is ${replacement.card.status === 'draft' ? 'a draft' : 'deprecated'} itself.`,
        fix:
          next === undefined || next === name
            ? 'Name an event that is active.'
            : `Name ${quoted(next)}, which replaces it.`,
      };
    },
  },
};
