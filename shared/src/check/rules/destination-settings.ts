import type { Destination, DestinationKind } from '../../catalog/model.js';
import { destinationPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { Rule } from '../rule.js';

/** What only a sink of one kind goes by. */
const kindOf: Partial<Record<keyof Destination, DestinationKind>> = {
  collection: 'mongodb',
  keep_days: 'mongodb',
};

export const destinationSettings: Rule = {
  id: 'destination-settings',
  purpose: 'What a destination says about how it keeps events is meant for its kind.',
  severity: 'error',
  firm: true,
  handlers: {
    *destination(destination, _context, name) {
      for (const [setting, kind] of Object.entries(kindOf)) {
        if (!(setting in destination) || destination.kind === kind) continue;
        yield {
          file: destinationPath(name),
          pointer: `/${setting}`,
          message: `${quoted(setting)} is for destinations of kind ${kind}, and this is a ${destination.kind}: nobody goes by it.`,
          fix: `Leave it out, or set "kind" to ${quoted(kind)}.`,
        };
      }
    },
  },
};
