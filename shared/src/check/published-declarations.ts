import type { Environment, Event, FieldDeclaration } from '../catalog/model.js';
import { cardPath, fieldPath } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { declarationOf, fieldsNamed, isLocal } from '../catalog/resolve.js';
import { isUnsound } from './presence.js';
import { publishedHolders } from './published.js';
import type { RuleContext } from './rule.js';

/** A field of a published contract: what it was, what it is now, and where that stands. */
export interface PublishedDeclaration {
  readonly name: string;
  readonly before: FieldDeclaration;
  /** Undefined where nothing declares it any more. */
  readonly now: FieldDeclaration | undefined;
  readonly file: string;
  readonly pointer: string;
}

/**
 * Every declaration that a published contract means, each once: a dictionary field that many events share comes for
 * the first of them. A field that moved from a card to the dictionary or back counts by what it means now.
 */
export function* publishedDeclarations(context: RuleContext): Iterable<PublishedDeclaration> {
  const { base, catalog } = context;
  if (base === undefined) return;
  const told = new Map<FieldDeclaration, Set<FieldDeclaration | undefined>>();
  for (const { kind, holder } of publishedHolders(base)) {
    const standing: Event | Environment | undefined =
      kind === 'event' ? catalog.events.get(holder.name) : catalog.environments.get(holder.name);
    // That the whole of it is gone has a rule of its own.
    if (standing === undefined) continue;
    for (const name of fieldsNamed(holder)) {
      const before = declarationOf(base, holder, name);
      const now = declarationOf(catalog, standing, name);
      if (before === undefined || told.get(before)?.has(now) === true) continue;
      if (now === undefined && isUnsound(context, fieldPath(name))) continue;
      told.set(before, (told.get(before) ?? new Set()).add(now));
      const local = now === undefined ? isLocal(holder, name) : isLocal(standing, name);
      yield {
        name,
        before,
        now,
        file: local ? cardPath(kind, holder.name) : fieldPath(name),
        pointer: local && now !== undefined ? pointerTo('/fields', name) : '',
      };
    }
  }
}
