import type { ReactNode } from 'react';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';

const words = texts.event;

/** In place of what a file says while it says nothing that can be read. */
export function Unreadable({ place, file }: { readonly place: Place; readonly file?: string }): ReactNode {
  const view = file === undefined ? { show: 'text' } : { show: 'text', file };
  return (
    <p className="notice warning">
      {words.unreadable}{' '}
      <Button onClick={() => goTo(placeOf(place.page, place.name, view))}>{words.mendAsText}</Button>
    </p>
  );
}
