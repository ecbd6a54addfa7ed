import type { ReactNode } from 'react';
import type { Place } from '../../app/place.js';
import { FileNotices } from '../files/FileNotices.js';
import { FileText } from '../editor/FileText.js';

export function FilePage({ place }: { readonly place: Place }): ReactNode {
  return (
    <article className="event-page as-text">
      <header className="event-head">
        <h1 className="name">{place.name}</h1>
      </header>
      <FileNotices paths={[place.name]} />
      <FileText path={place.name} at={place.view['at']} />
    </article>
  );
}
