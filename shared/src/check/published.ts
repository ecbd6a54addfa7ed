import { sameMeaning } from '../catalog/same-meaning.js';
import type { Catalog, Environment, Event } from '../catalog/model.js';
import type { HolderKind } from '../catalog/paths.js';
import { fileKindOf } from '../catalog/schemas/file-kinds.js';

/** What stands on a non-draft card of the base is published, and never bends. */
export function publishedEvent(base: Catalog | undefined, name: string): Event | undefined {
  const event = base?.events.get(name);
  return event === undefined || event.card.status === 'draft' ? undefined : event;
}

/** Environments have no drafts: whatever stands at the base is published. */
export function publishedEnvironment(base: Catalog | undefined, name: string): Environment | undefined {
  return base?.environments.get(name);
}

export function publishedHolder(
  base: Catalog | undefined,
  kind: HolderKind,
  name: string,
): Event | Environment | undefined {
  return kind === 'event' ? publishedEvent(base, name) : publishedEnvironment(base, name);
}

/** Every published event and environment with its kind. */
export function* publishedHolders(
  base: Catalog | undefined,
): Iterable<{ readonly kind: HolderKind; readonly holder: Event | Environment }> {
  if (base === undefined) return;
  for (const holder of base.events.values()) {
    if (holder.card.status !== 'draft') yield { kind: 'event', holder };
  }
  for (const holder of base.environments.values()) yield { kind: 'environment', holder };
}

/**
 * Whether a file is a published contract that stands as it stood. Nobody may mend such a file, so whatever a rule
 * finds in it can only be a warning.
 */
export function isFrozen(catalog: Catalog, base: Catalog | undefined, path: string): boolean {
  const place = fileKindOf(path);
  if (place?.kind !== 'contract') return false;
  const before = publishedHolder(base, place.holder, place.name)?.contracts.get(place.number);
  if (before === undefined) return false;
  const now = (place.holder === 'event' ? catalog.events : catalog.environments)
    .get(place.name)
    ?.contracts.get(place.number);
  return now !== undefined && sameMeaning(before, now);
}
