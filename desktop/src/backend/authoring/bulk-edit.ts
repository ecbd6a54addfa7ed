import {
  type CatalogEdit,
  type CatalogFiles,
  readEvent,
  written,
} from '@eventbook/shared/authoring/catalog-files';
import { deprecateEvent } from '@eventbook/shared/authoring/deprecate-event';
import { newVersion } from '@eventbook/shared/authoring/new-version';
import type { EventCard } from '@eventbook/shared/catalog/model';
import { cardPath, contractPath } from '@eventbook/shared/catalog/paths';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { BulkChange, BulkPlan } from '../../api/authoring.js';

/**
 * One change of many events. An event that it cannot be made to, or that is so already, is left out and said why; the others
 * are changed all the same.
 * @param isFrozen of a contract's path: whether it is published, and may not be edited
 * @param today RFC 3339 date
 */
export function bulkEdit(
  files: CatalogFiles,
  events: readonly string[],
  change: BulkChange,
  { isFrozen, today }: { readonly isFrozen: (path: string) => boolean; readonly today: string },
): BulkPlan {
  const changed = new Map<string, string>();
  const skipped: { event: string; reason: string }[] = [];
  for (const event of events) {
    try {
      const before = changed.size;
      for (const [path, text] of editOf(files, event, change, { isFrozen, today })) {
        if (text !== undefined && files.get(path) !== text) changed.set(path, text);
      }
      if (changed.size === before) skipped.push({ event, reason: '' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skipped.push({ event, reason: error.message });
    }
  }
  return {
    files: [...changed].map(([path, after]) => ({ path, before: files.get(path) ?? null, after })),
    skipped,
  };
}

function editOf(
  files: CatalogFiles,
  event: string,
  change: BulkChange,
  { isFrozen, today }: { readonly isFrozen: (path: string) => boolean; readonly today: string },
): CatalogEdit {
  switch (change.kind) {
    case 'owner':
      return onCard(files, event, (card) => ({ ...card, owner: change.owner }));
    case 'activate':
      return onCard(files, event, (card) => (card.status === 'draft' ? { ...card, status: 'active' } : card));
    case 'deprecate':
      return deprecateEvent(files, event, { since: today, reason: change.reason });
    case 'tags':
      return onCard(files, event, ({ tags = [], ...card }) => {
        const next = changedList(tags, change);
        return { ...card, ...(next.length === 0 ? {} : { tags: next }) };
      });
    case 'destinations':
      return onCard(files, event, (card) => ({
        ...card,
        destinations: changedList(card.destinations, change),
      }));
    case 'field':
      return withField(files, event, change, isFrozen);
  }
}

function onCard(files: CatalogFiles, event: string, edit: (card: EventCard) => EventCard): CatalogEdit {
  return new Map([written(cardPath('event', event), edit(readEvent(files, event).card))]);
}

function changedList(
  before: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): string[] {
  return [...new Set([...before, ...add])].filter((each) => !remove.includes(each)).sort();
}

/** Into the newest version where that is not published yet, else into the next one. */
function withField(
  files: CatalogFiles,
  event: string,
  { field, required, note }: Extract<BulkChange, { readonly kind: 'field' }>,
  isFrozen: (path: string) => boolean,
): CatalogEdit {
  const use = required ? { required: true } : {};
  const newest = readEvent(files, event).contracts.at(-1);
  const path = newest === undefined ? '' : contractPath('event', event, newest.version);
  if (newest === undefined || isFrozen(path)) {
    return newVersion(files, event, { add: { [field]: use }, ...(note === '' ? {} : { note }) });
  }
  if (Object.hasOwn(newest.fields, field)) return new Map();
  return new Map([written(path, { ...newest, fields: { ...newest.fields, [field]: use } })]);
}
