import type { Environment, Event } from '../../catalog/model.js';
import { cardPath, type HolderKind } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { forEachDeclaration } from '../declarations.js';
import type { Remark, Rule } from '../rule.js';

function isEmpty(description: string | undefined): boolean {
  return description === undefined || description.trim() === '';
}

const declarations = forEachDeclaration(function* ({ name, declaration, file, pointer }) {
  if (!isEmpty(declaration.description)) return;
  yield {
    file,
    pointer,
    message: `The field ${quoted(name)} has no description.`,
    fix: 'Add "description": what the value means and where it comes from.',
  };
});

function* ofCard(kind: HolderKind, { name, card }: Event | Environment): Iterable<Remark> {
  if (!isEmpty(card.description)) return;
  yield {
    file: cardPath(kind, name),
    pointer: '',
    message: `The ${kind} has no description.`,
    fix:
      kind === 'event'
        ? 'Add "description": when it is sent, how often, and what it is for.'
        : 'Add "description": what sends from here.',
  };
}

export const descriptionMissing: Rule = {
  id: 'description-missing',
  purpose: 'Every event, environment and field is described, for those who were not there.',
  severity: 'warning',
  firm: false,
  handlers: {
    field: declarations.field,
    *environment(environment, context, name) {
      yield* ofCard('environment', environment);
      yield* declarations.environment(environment, context, name);
    },
    *event(event, context, name) {
      yield* ofCard('event', event);
      yield* declarations.event(event, context, name);
    },
  },
};
