import type { EventCard, VersionNote } from '../catalog/model.js';
import { cardPath } from '../catalog/paths.js';
import { AppError } from '../errors/app-error.js';
import {
  type CatalogEdit,
  type CatalogFiles,
  namesOf,
  notFound,
  readEvent,
  written,
} from './catalog-files.js';

export interface EventDeprecation {
  /** RFC 3339 date. */
  readonly since: string;
  readonly reason: string;
  /** The event to send instead. */
  readonly replacement?: string;
  readonly sunset?: string;
}

/**
 * An event that should no longer be sent.
 * @throws AppError event_not_found, edit_refused for a draft
 */
export function deprecateEvent(
  files: CatalogFiles,
  name: string,
  deprecation: EventDeprecation,
): CatalogEdit {
  const { card } = readEvent(files, name);
  refuseDraft(name, card);
  const events = namesOf(files, 'event');
  if (deprecation.replacement !== undefined && !events.includes(deprecation.replacement)) {
    throw notFound('event_not_found', 'event', deprecation.replacement, events);
  }
  const changed: EventCard = { ...card, status: 'deprecated', deprecation };
  return new Map([written(cardPath('event', name), changed)]);
}

/**
 * One version of an event that should no longer be sent, or that was withdrawn: then collectors quarantine it.
 * @throws AppError event_not_found, version_not_found, edit_refused for a draft
 */
export function deprecateVersion(
  files: CatalogFiles,
  name: string,
  version: number,
  note: VersionNote,
): CatalogEdit {
  const { card, contracts } = readEvent(files, name);
  refuseDraft(name, card);
  if (!contracts.some((contract) => contract.version === version)) {
    const versions = contracts.map((contract) => contract.version).join(', ');
    throw new AppError('user', 'version_not_found', `The event ${name} has no version ${version}.`, {
      hint: `There are: ${versions}.`,
    });
  }
  const changed: EventCard = { ...card, versions: { ...card.versions, [version]: note } };
  return new Map([written(cardPath('event', name), changed)]);
}

function refuseDraft(name: string, card: EventCard): void {
  if (card.status !== 'draft') return;
  throw new AppError('user', 'edit_refused', `${name} is a draft: nobody sends it yet.`, {
    hint: 'Change it, or delete its folder.',
  });
}
