import { type Destination, type DestinationKind, destinationKinds } from '../../catalog/model.js';
import { destinationPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { hasTopic } from '../../catalog/topics.js';
import type { Rule } from '../rule.js';

const onlyMongodb = destinationKinds.filter((kind) => kind === 'mongodb');
const withTopic = destinationKinds.filter((kind) => hasTopic({ kind }));
/** A warehouse gets parcels, which hold whole requests whether they broke their contract or not. */
const withMessages = withTopic.filter((kind) => kind !== 'warehouse');

const oneOf = new Intl.ListFormat('en', { type: 'disjunction' });

/** The kinds that go by a setting; a setting that is not here is for all. */
const kindsOf: Partial<Record<keyof Destination, readonly DestinationKind[]>> = {
  topic: withTopic,
  framing: withMessages,
  takes_flagged: withMessages,
  collection: onlyMongodb,
  keep_days: onlyMongodb,
};

export const destinationSettings: Rule = {
  id: 'destination-settings',
  purpose: 'What a destination says about how it takes and keeps events is meant for its kind.',
  severity: 'error',
  firm: true,
  handlers: {
    *destination(destination, _context, name) {
      for (const [setting, kinds] of Object.entries(kindsOf)) {
        if (!(setting in destination) || kinds.includes(destination.kind)) continue;
        // A warehouse and its copy take flagged events in any case: true says what is so.
        if (setting === 'takes_flagged' && destination.takes_flagged === true) continue;
        const [kind] = kinds;
        yield {
          file: destinationPath(name),
          pointer: `/${setting}`,
          message: `${quoted(setting)} is for destinations of kind ${oneOf.format(kinds)}, and this is of kind ${destination.kind}: nobody goes by it.`,
          fix:
            kinds.length === 1
              ? `Leave it out, or set "kind" to ${quoted(kind ?? '')}.`
              : 'Leave it out, or set the "kind" that it has.',
        };
      }
    },
  },
};
