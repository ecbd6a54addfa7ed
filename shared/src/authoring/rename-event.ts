import type { EventCard } from '../catalog/model.js';
import { cardPath, contractPath } from '../catalog/paths.js';
import { type CatalogEdit, type CatalogFiles, namesOf, readEvent, written } from './catalog-files.js';
import { refuseName } from './new-name.js';

export interface RenameOptions {
  /** RFC 3339 date: the day from which the old name is deprecated. */
  readonly since: string;
  /** The day from which nobody should send the old one. */
  readonly sunset?: string;
  readonly reason?: string;
}

/**
 * What is published keeps its name, so a rename is a new event beside the old one: its contracts copied and
 * numbered from 1, `renamed_from` on its card, the old one deprecated in its favour. A draft, which nobody has seen, is
 * moved.
 * @throws AppError event_not_found, name_invalid, name_taken
 */
export function renameEvent(
  files: CatalogFiles,
  from: string,
  to: string,
  options: RenameOptions,
): CatalogEdit {
  const { card, contracts } = readEvent(files, from);
  refuseName('event', 'event', to, namesOf(files, 'event'));
  const edit = new Map<string, string | undefined>();
  const numbers = new Map(contracts.map((contract, index) => [String(contract.version), index + 1]));
  for (const contract of contracts) {
    const version = numbers.get(String(contract.version)) ?? contract.version;
    edit.set(...written(contractPath('event', to, version), { ...contract, version }));
  }
  const notes = Object.entries(card.versions ?? {}).map(
    ([number, note]) => [numbers.get(number) ?? number, note] as const,
  );
  const renamed: EventCard & { deprecation?: unknown } = {
    ...card,
    ...(notes.length === 0 ? {} : { versions: Object.fromEntries(notes) }),
  };
  if (card.status === 'draft') {
    edit.set(...written(cardPath('event', to), renamed));
    edit.set(cardPath('event', from), undefined);
    for (const { version } of contracts) edit.set(contractPath('event', from, version), undefined);
    return edit;
  }
  delete renamed.deprecation;
  edit.set(...written(cardPath('event', to), { ...renamed, status: 'active', renamed_from: from }));
  const deprecation = {
    since: options.since,
    reason: options.reason ?? `Renamed to ${to}.`,
    replacement: to,
    ...(options.sunset === undefined ? {} : { sunset: options.sunset }),
  };
  edit.set(...written(cardPath('event', from), { ...card, status: 'deprecated', deprecation }));
  return edit;
}
