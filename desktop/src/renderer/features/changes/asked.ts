import { placeOf, type Place } from '../../app/place.js';

/** Which two states of the catalog are compared; see api/changes.ts. */
export interface Asked {
  readonly before?: string;
  readonly after?: string;
}

/** What is written here, against what: `commit` for the last one, `published` for what is out. */
export type Since = 'commit' | 'published';

export const changesPlace = placeOf('changes');
export const sincePublished = placeOf('changes', '', { since: 'published' });
/** From the last commit on, until another two states are picked. */
export const betweenAny = betweenPlace('HEAD', '');

/** Two states by name; nothing stands for what is published, and for what is written here. */
export function betweenPlace(from: string, to: string): Place {
  return placeOf('changes', '', { from, to });
}

export function askedAt({ view }: Place): Asked {
  const { from, to, since } = view;
  const sides = {
    ...(from === undefined || from === '' ? {} : { before: from }),
    ...(to === undefined || to === '' ? {} : { after: to }),
  };
  if (from !== undefined || to !== undefined || since === 'published') return sides;
  return { before: 'HEAD' };
}

/** Undefined where two states were named. */
export function sinceAt({ view }: Place): Since | undefined {
  if (view['from'] !== undefined || view['to'] !== undefined) return undefined;
  return view['since'] === 'published' ? 'published' : 'commit';
}
