import type { Catalog } from '@eventbook/shared/catalog/model';
import type { Sender } from '@eventbook/shared/check/senders';

/** How the book stands to something that is sent. */
export interface Standing {
  readonly isEnding: boolean;
  /** As in `deprecated, sunset 2026-12-31`. */
  readonly words: string;
}

/** Whether what somebody sends is to go on: its event, its version, and its event in its environment. */
export function standingOf(
  catalog: Catalog,
  { event, version, environment }: Sender,
  today: string,
): Standing {
  const card = catalog.events.get(event)?.card;
  if (card === undefined) return { isEnding: true, words: 'not in the catalog' };
  const words: string[] = [];
  const { versions = {}, deprecation } = card;
  const note = Object.hasOwn(versions, version) ? versions[version] : undefined;
  if (note !== undefined) words.push(`version ${note.status} since ${note.since}`);
  if (card.status === 'deprecated') words.push('deprecated');
  const { sunset } = deprecation ?? {};
  if (sunset !== undefined) words.push(sunset <= today ? `sunset was ${sunset}` : `sunset ${sunset}`);
  const ended = Object.hasOwn(card.environments, environment)
    ? card.environments[environment]?.ended
    : undefined;
  if (ended !== undefined) words.push(`${environment} ended ${ended}`);
  return { isEnding: words.length > 0, words: words.length === 0 ? card.status : words.join(', ') };
}
