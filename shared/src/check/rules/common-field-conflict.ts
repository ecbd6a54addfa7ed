import type { Environment, Event } from '../../catalog/model.js';
import { cardPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { declarationOf, fieldsNamed, isLocal } from '../../catalog/resolve.js';
import type { Remark, Rule, RuleContext } from '../rule.js';
import { shapeChange } from '../same-shape.js';

/** Where the two meet: the event's local field, else its use of the environment. */
function placeOf(event: Event, environment: Environment, field: string): string {
  return isLocal(event, field) ? pointerTo('/fields', field) : pointerTo('/environments', environment.name);
}

function* conflicts(event: Event, environment: Environment, context: RuleContext): Iterable<Remark> {
  const common = fieldsNamed(environment);
  for (const field of fieldsNamed(event)) {
    if (!common.has(field)) continue;
    const own = declarationOf(context.catalog, event, field);
    const theirs = declarationOf(context.catalog, environment, field);
    if (own === undefined || theirs === undefined || own === theirs) continue;
    const difference = shapeChange(theirs, own);
    if (difference === undefined) continue;
    yield {
      file: cardPath('event', event.name),
      pointer: placeOf(event, environment, field),
      message: `The field ${quoted(field)} is also a common field of the environment ${quoted(environment.name)}, with another ${difference.what} there; no value can be both.`,
      fix: 'Give the field of the event another name, or use one declaration for both.',
    };
  }
}

export const commonFieldConflict: Rule = {
  id: 'common-field-conflict',
  purpose: 'A field that an event shares with the common fields of its environment is the same in both.',
  severity: 'error',
  firm: true,
  handlers: {
    *event(event, context) {
      for (const name of Object.keys(event.card.environments)) {
        const environment = context.catalog.environments.get(name);
        if (environment !== undefined) yield* conflicts(event, environment, context);
      }
    },
  },
};
