import type { Environment, Event } from '../../catalog/model.js';
import { destinationPath, fieldPath, type HolderKind } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { fieldsNamed, isLocal } from '../../catalog/resolve.js';
import { hasTopic } from '../../catalog/topics.js';
import type { CatalogIndex } from '../catalog-index.js';
import { localDeclarations } from '../declarations.js';
import { publishedHolder } from '../published.js';
import { proposed } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

function* dictionaryFields(holder: Event | Environment): Iterable<readonly [string, string]> {
  for (const name of fieldsNamed(holder)) if (!isLocal(holder, name)) yield [name, ''];
}

/** By a dictionary field: the events and environments whose contracts mean it. */
const users: CatalogIndex = {
  id: 'users-of-field',
  adds: { event: dictionaryFields, environment: dictionaryFields },
};

/** By a destination: the events that go there. */
const receivers: CatalogIndex = {
  id: 'events-of-destination',
  adds: { event: ({ card }) => card.destinations.map((name) => [name, ''] as const) },
};

function* unusedLocal(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const named = fieldsNamed(holder);
  const published = publishedHolder(context.base, kind, holder.name)?.card.fields ?? {};
  for (const { name, file, pointer } of localDeclarations(kind, holder)) {
    if (named.has(name) || hasUnsound(`${kind}s/${holder.name}/`, context)) continue;
    yield {
      file,
      pointer,
      message: `The field ${quoted(name)} is named by no contract of this ${kind}.`,
      fix: 'Name it in a contract, or take it off the card.',
      ...(Object.hasOwn(published, name) ? {} : { repair: proposed({ kind: 'remove', file, pointer }) }),
    };
  }
}

/** Whether something in a folder could not be read: it may name what nothing else does. */
function hasUnsound(folder: string, { unsound }: RuleContext): boolean {
  if (unsound.size === 0) return false;
  return [...unsound].some((path) => path.startsWith(folder));
}

export const unusedField: Rule = {
  id: 'unused-field',
  purpose: 'Every field that is declared is named by a contract.',
  severity: 'warning',
  firm: false,
  handlers: {
    *field(_declaration, context, name) {
      if (context.find(users, name).length > 0 || context.unsound.size > 0) return;
      yield {
        file: fieldPath(name),
        pointer: '',
        message: `The field ${quoted(name)} is named by no contract.`,
        fix: 'Delete the file, or name the field in a contract.',
      };
    },
    event: (event, context) => unusedLocal('event', event, context),
    environment: (environment, context) => unusedLocal('environment', environment, context),
  },
};

export const unusedDestination: Rule = {
  id: 'unused-destination',
  purpose: 'Every destination receives some event.',
  severity: 'warning',
  firm: false,
  handlers: {
    *destination(destination, context, name) {
      // A bucket gets the hours of a warehouse, whatever events say.
      if (!hasTopic(destination)) return;
      if (context.find(receivers, name).length > 0 || context.unsound.size > 0) return;
      yield {
        file: destinationPath(name),
        pointer: '',
        message: `No event goes to the destination ${quoted(name)}.`,
        fix: 'Delete the file, or name the destination on the card of an event.',
      };
    },
  },
};
