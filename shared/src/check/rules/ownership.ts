import type { Catalog, Environment, Event } from '../../catalog/model.js';
import { cardPath, contractPath, destinationPath, fieldPath, ownerPath } from '../../catalog/paths.js';
import type { HolderKind } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { sameMeaning } from '../../catalog/same-meaning.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

/** Whether the base's owner is a team that the author does not belong to; what a change says of owners counts later. */
function isForeign(owner: string | undefined, context: RuleContext): owner is string {
  const team = owner === undefined ? undefined : context.base?.owners.get(owner);
  const author = context.author?.toLowerCase();
  if (team === undefined || author === undefined || team.members.length === 0) return false;
  return !team.members.some(({ email }) => email.toLowerCase() === author);
}

function* remark(owner: string | undefined, file: string, context: RuleContext): Iterable<Remark> {
  if (!isForeign(owner, context)) return;
  yield {
    file,
    pointer: '',
    message: `This was changed by ${quoted(context.author ?? '')}, and it belongs to ${quoted(owner)}, who should have a look.`,
    fix: 'Ask one of them for a review, or let the forge do so: eventbook codeowners.',
  };
}

function* ofHolder(kind: HolderKind, now: Event | Environment, context: RuleContext): Iterable<Remark> {
  const before = (kind === 'event' ? context.base?.events : context.base?.environments)?.get(now.name);
  if (before === undefined || !isForeign(before.card.owner, context)) return;
  if (!sameMeaning(before.card, now.card)) {
    yield* remark(before.card.owner, cardPath(kind, now.name), context);
  }
  for (const [version, contract] of now.contracts) {
    if (sameMeaning(before.contracts.get(version), contract)) continue;
    yield* remark(before.card.owner, contractPath(kind, now.name, version), context);
  }
}

function* ofFile<Value>(
  before: Value | undefined,
  now: Value,
  owner: string | undefined,
  file: string,
  context: RuleContext,
): Iterable<Remark> {
  if (before === undefined || !isForeign(owner, context) || sameMeaning(before, now)) return;
  yield* remark(owner, file, context);
}

function at<Kind extends 'owners' | 'fields' | 'destinations'>(
  base: Catalog | undefined,
  kind: Kind,
  name: string,
): ReturnType<Catalog[Kind]['get']> {
  return base?.[kind].get(name) as ReturnType<Catalog[Kind]['get']>;
}

export const ownership: Rule = {
  id: 'ownership',
  purpose: 'What belongs to a team is not changed without that team.',
  // Git lets anybody write any address, so this can only remind; a forge can insist (CODEOWNERS).
  severity: 'warning',
  firm: false,
  needs: 'author',
  handlers: {
    event: (event, context) => ofHolder('event', event, context),
    environment: (environment, context) => ofHolder('environment', environment, context),
    field(now, context, name) {
      const before = at(context.base, 'fields', name);
      return ofFile(before, now, before?.owner, fieldPath(name), context);
    },
    destination(now, context, name) {
      const before = at(context.base, 'destinations', name);
      return ofFile(before, now, before?.owner, destinationPath(name), context);
    },
    owner: (now, context, name) =>
      ofFile(at(context.base, 'owners', name), now, name, ownerPath(name), context),
  },
};
