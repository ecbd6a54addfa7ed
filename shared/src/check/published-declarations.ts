import type { Catalog, Environment, Event, FieldDeclaration } from '../catalog/model.js';
import { cardPath, fieldPath, type HolderKind } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { declarationOf, fieldsNamed, isLocal } from '../catalog/resolve.js';
import { isUnsound } from './presence.js';
import { publishedHolder, publishedHolders } from './published.js';
import type { Remark, RuleContext, RuleHandlers } from './rule.js';

/** A field of a published contract: what it was, what it is now, and where that stands. */
export interface PublishedDeclaration {
  readonly name: string;
  readonly before: FieldDeclaration;
  /** Undefined where nothing declares it any more. */
  readonly now: FieldDeclaration | undefined;
  readonly file: string;
  readonly pointer: string;
}

type PublishedHolder = ReturnType<typeof publishedHolders> extends Iterable<infer Each> ? Each : never;

/** By base, which never changes: its dictionary fields, each with the published holders whose contracts mean it. */
const inDictionary = new WeakMap<Catalog, ReadonlyMap<string, readonly PublishedHolder[]>>();

/** The fields of the base's dictionary that published contracts name, with those who name them. */
export function publishedFields(base: Catalog): ReadonlyMap<string, readonly PublishedHolder[]> {
  let users = inDictionary.get(base);
  if (users === undefined) {
    const found = new Map<string, PublishedHolder[]>();
    for (const published of publishedHolders(base)) {
      for (const name of fieldsNamed(published.holder)) {
        if (isLocal(published.holder, name)) continue;
        const known = found.get(name);
        if (known === undefined) found.set(name, [published]);
        else known.push(published);
      }
    }
    users = found;
    inDictionary.set(base, users);
  }
  return users;
}

/**
 * Handlers that look at every declaration that a published contract means. A dictionary field that many events share
 * comes once; a field that moved from a card to the dictionary or back counts by what it means now.
 */
export function forEachPublishedDeclaration(
  check: (placed: PublishedDeclaration) => Iterable<Remark>,
): RuleHandlers {
  function* ofHolder(
    kind: HolderKind,
    standing: Event | Environment,
    context: RuleContext,
  ): Iterable<Remark> {
    const { base, catalog } = context;
    const holder = publishedHolder(base, kind, standing.name);
    if (base === undefined || holder === undefined) return;
    for (const name of fieldsNamed(holder)) {
      // In the dictionary then and now: told once, below.
      if (!isLocal(holder, name) && !isLocal(standing, name)) continue;
      const before = declarationOf(base, holder, name);
      const now = declarationOf(catalog, standing, name);
      if (before === undefined || (now === undefined && isUnsound(context, fieldPath(name)))) continue;
      const local = now === undefined ? isLocal(holder, name) : isLocal(standing, name);
      yield* check({
        name,
        before,
        now,
        file: local ? cardPath(kind, holder.name) : fieldPath(name),
        pointer: local && now !== undefined ? pointerTo('/fields', name) : '',
      });
    }
  }
  return {
    event: (event, context) => ofHolder('event', event, context),
    environment: (environment, context) => ofHolder('environment', environment, context),
    *catalog(context) {
      const { base, catalog } = context;
      if (base === undefined) return;
      for (const [name, users] of publishedFields(base)) {
        const before = base.fields.get(name);
        const now = catalog.fields.get(name);
        const file = fieldPath(name);
        if (before === undefined || (now === undefined && isUnsound(context, file))) continue;
        if (!users.some((user) => stillMeans(user, name, catalog))) continue;
        yield* check({ name, before, now, file, pointer: '' });
      }
    },
  };
}

/** Whether what names a dictionary field is still there and has not declared one of its own. */
function stillMeans({ kind, holder }: PublishedHolder, name: string, catalog: Catalog): boolean {
  const standing = (kind === 'event' ? catalog.events : catalog.environments).get(holder.name);
  return standing !== undefined && !isLocal(standing, name);
}
