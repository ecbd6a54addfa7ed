import { cardPath } from '../../catalog/paths.js';
import { proposed } from '../repairs/repair.js';
import type { Rule } from '../rule.js';

export const deprecation: Rule = {
  id: 'deprecation',
  purpose: 'A deprecated event says since when and why, and no other event does.',
  severity: 'error',
  firm: true,
  handlers: {
    *event({ name, card }) {
      const file = cardPath('event', name);
      const said = card.deprecation;
      if (card.status === 'deprecated' && said === undefined) {
        yield {
          file,
          pointer: '/status',
          message: 'The event is deprecated but does not say since when and why.',
          fix: 'Add "deprecation": {"since": "2026-11-23", "reason": "…"}.',
        };
      }
      if (said === undefined) return;
      if (card.status !== 'deprecated') {
        yield {
          file,
          pointer: '/deprecation',
          message: `The card says "deprecation", but its status is ${card.status}.`,
          fix: 'Set "status" to "deprecated", or take "deprecation" out.',
          repair: proposed({ kind: 'set', file, pointer: '/status', value: 'deprecated' }),
        };
      }
      if (said.replacement === name) {
        yield { file, pointer: '/deprecation/replacement', message: 'An event cannot replace itself.' };
      }
      if (said.sunset !== undefined && said.sunset < said.since) {
        yield {
          file,
          pointer: '/deprecation/sunset',
          message: `The sunset ${said.sunset} comes before the deprecation ${said.since}.`,
        };
      }
    },
  },
};
