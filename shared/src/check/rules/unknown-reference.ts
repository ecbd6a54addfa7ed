import type { Environment, Event } from '../../catalog/model.js';
import {
  cardPath,
  contractPath,
  destinationPath,
  fieldPath,
  ownerPath,
  type HolderKind,
} from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { didYouMean, nearest } from '../../catalog/suggest.js';
import { localDeclarations } from '../declarations.js';
import { isUnsound } from '../presence.js';
import { publishedEnvironment, publishedEvent, publishedHolder } from '../published.js';
import { proposed } from '../repairs/repair.js';
import type { Remark, Rule, RuleContext } from '../rule.js';
import { forEachUse } from '../uses.js';

/** A kind of thing that is named from elsewhere, and where one of that name would stand. */
interface Target {
  readonly what: string;
  readonly names: (context: RuleContext) => ReadonlyMap<string, unknown>;
  readonly path: (name: string) => string;
  /** Whether it was published: then a rule of its own tells that it has gone, once. */
  readonly published?: (context: RuleContext, name: string) => boolean;
}

const targets = {
  owner: { what: 'owner', names: (context) => context.catalog.owners, path: ownerPath },
  destination: {
    what: 'destination',
    names: (context) => context.catalog.destinations,
    path: destinationPath,
  },
  environment: {
    what: 'environment',
    names: (context) => context.catalog.environments,
    path: (name) => cardPath('environment', name),
    published: ({ base }, name) => publishedEnvironment(base, name) !== undefined,
  },
  event: {
    what: 'event',
    names: (context) => context.catalog.events,
    path: (name) => cardPath('event', name),
    published: ({ base }, name) => publishedEvent(base, name) !== undefined,
  },
} as const satisfies Record<string, Target>;

/** The name that was probably meant, put in the place of the one that is there. */
function meant(name: string | undefined, file: string, pointer: string): Pick<Remark, 'repair'> {
  if (name === undefined) return {};
  const isKey = /^\/(?:environments|fields)\/[^/]+$/u.test(pointer);
  return {
    repair: proposed(
      isKey ? { kind: 'rename', file, pointer, name } : { kind: 'set', file, pointer, value: name },
    ),
  };
}

function* named(
  target: Target,
  name: string | undefined,
  context: RuleContext,
  file: string,
  pointer: string,
): Iterable<Remark> {
  if (name === undefined) return;
  const known = target.names(context);
  const path = target.path(name);
  if (known.has(name) || isUnsound(context, path) || target.published?.(context, name) === true) return;
  yield {
    file,
    pointer,
    message: `There is no ${target.what} ${quoted(name)}.`,
    fix: didYouMean(name, known.keys()) ?? `Add ${path}, or name another.`,
    ...meant(nearest(name, known.keys()), file, pointer),
  };
}

function* cardOf(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const file = cardPath(kind, holder.name);
  yield* named(targets.owner, holder.card.owner, context, file, '/owner');
  for (const { declaration, pointer } of localDeclarations(kind, holder)) {
    yield* named(targets.owner, declaration.owner, context, file, pointerTo(pointer, 'owner'));
  }
}

function* eventCard(event: Event, context: RuleContext): Iterable<Remark> {
  const file = cardPath('event', event.name);
  const { environments, destinations, deprecation, renamed_from, versions } = event.card;
  yield* cardOf('event', event, context);
  for (const name of Object.keys(environments)) {
    yield* named(targets.environment, name, context, file, pointerTo('/environments', name));
  }
  for (const [index, name] of destinations.entries()) {
    yield* named(targets.destination, name, context, file, pointerTo('/destinations', index));
  }
  yield* named(targets.event, deprecation?.replacement, context, file, '/deprecation/replacement');
  yield* named(targets.event, renamed_from, context, file, '/renamed_from');
  for (const version of Object.keys(versions ?? {})) {
    const path = contractPath('event', event.name, Number(version));
    if (event.contracts.has(Number(version)) || isUnsound(context, path)) continue;
    yield {
      file,
      pointer: pointerTo('/versions', version),
      message: `There is no version ${version} of this event.`,
      fix: `Add ${path}, or take the entry out.`,
    };
  }
}

const uses = forEachUse(function* (placed, context) {
  const { name, file } = placed;
  const { kind, holder, contract } = placed.contract;
  if (placed.declaration !== undefined || isUnsound(context, fieldPath(name))) return;
  // A published contract was right when it was published; published-field-deleted tells what has gone since.
  if (publishedHolder(context.base, kind, holder.name)?.contracts.has(contract.version) === true) return;
  const known = new Set([...Object.keys(holder.card.fields ?? {}), ...context.catalog.fields.keys()]);
  yield {
    file,
    pointer: placed.pointer,
    message: `There is no field ${quoted(name)}, neither on the card nor in fields/.`,
    ...meant(nearest(name, known), file, placed.pointer),
    fix:
      didYouMean(name, known) ?? `Declare it in ${fieldPath(name)}, or on the card if nobody else needs it.`,
  };
});

export const unknownReference: Rule = {
  id: 'unknown-reference',
  purpose: 'Every owner, field, environment, destination, event and version that is named is there.',
  severity: 'error',
  firm: true,
  handlers: {
    *event(event, context) {
      yield* eventCard(event, context);
      yield* uses.event(event, context, event.name);
    },
    *environment(environment, context) {
      yield* cardOf('environment', environment, context);
      yield* uses.environment(environment, context, environment.name);
    },
    *field({ owner }, context, name) {
      yield* named(targets.owner, owner, context, fieldPath(name), '/owner');
    },
    *destination({ owner }, context, name) {
      yield* named(targets.owner, owner, context, destinationPath(name), '/owner');
    },
  },
};
