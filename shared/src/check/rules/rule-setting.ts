import { settingsPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { didYouMean } from '../../catalog/suggest.js';
import { mechanical } from '../repairs/repair.js';
import type { Rule } from '../rule.js';

export const ruleSetting: Rule = {
  id: 'rule-setting',
  purpose: 'What catalog.json says of rules is about rules that there are and that bend.',
  // Not an error: a catalog may be read by an Eventbook that does not know its newest rule yet.
  severity: 'warning',
  firm: false,
  handlers: {
    *settings(settings, { rules }) {
      const byId = new Map(rules.map((rule) => [rule.id, rule]));
      for (const [id, setting] of Object.entries(settings.rules ?? {})) {
        const pointer = pointerTo('/rules', id);
        const rule = byId.get(id);
        if (rule === undefined) {
          yield {
            file: settingsPath,
            pointer,
            message: `There is no rule ${quoted(id)}.`,
            fix: didYouMean(id, byId.keys()) ?? 'Take it out.',
          };
        } else if (rule.firm && setting !== 'error') {
          yield {
            file: settingsPath,
            pointer,
            message: `The rule ${quoted(id)} cannot be softened: what breaks it would not work.`,
            fix: 'Take it out.',
            repair: mechanical({ kind: 'remove', file: settingsPath, pointer }),
          };
        }
      }
    },
  },
};
