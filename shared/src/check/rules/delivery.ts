import { cardPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { didYouMean } from '../../catalog/suggest.js';
import type { Rule } from '../rule.js';

export const delivery: Rule = {
  id: 'delivery',
  purpose: 'What a card pauses or samples in an environment is about an environment that it is sent from.',
  severity: 'error',
  firm: true,
  handlers: {
    *event({ name, card }) {
      const known = Object.keys(card.environments);
      for (const environment of Object.keys(card.delivery?.environments ?? {})) {
        if (known.includes(environment)) continue;
        yield {
          file: cardPath('event', name),
          pointer: pointerTo('/delivery/environments', environment),
          message: `The event is not sent from ${quoted(environment)}, so nobody there would be told.`,
          fix: didYouMean(environment, known) ?? 'Take it out, or add the environment to the card.',
        };
      }
    },
  },
};
