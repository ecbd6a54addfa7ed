import { cardPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { publishedEvent } from '../published.js';
import { mechanical } from '../repairs/repair.js';
import type { Rule } from '../rule.js';

export const environmentTakenOff: Rule = {
  id: 'environment-taken-off',
  purpose: 'An environment is never taken off the card of a published event, only ended from a date.',
  severity: 'error',
  firm: true,
  handlers: {
    *event({ name, card }, { base }) {
      const before = publishedEvent(base, name)?.card.environments ?? {};
      for (const [environment, use] of Object.entries(before)) {
        if (Object.hasOwn(card.environments, environment)) continue;
        yield {
          file: cardPath('event', name),
          pointer: '/environments',
          message: `The environment ${quoted(environment)} was taken off the card; programs there still send the event.`,
          fix: `Put it back with the day from which it should not be sent: "${environment}": {"ended": "2026-11-23"}.`,
          repair: mechanical({
            kind: 'set',
            file: cardPath('event', name),
            pointer: pointerTo('/environments', environment),
            value: use,
          }),
        };
      }
    },
  },
};
