import { cardPath, destinationPath, fieldPath, ownerPath } from '@eventbook/shared/catalog/paths';
import type { ReactNode } from 'react';
import { Nothing } from '../../app/Nothing.js';
import type { Place } from '../../app/place.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import type { Thing } from '../../../api/git.js';
import { FileNotices } from '../files/FileNotices.js';
import { FileText } from '../editor/FileText.js';
import { Blame } from '../history/Blame.js';

const paths: Readonly<Record<string, (name: string) => string>> = {
  field: fieldPath,
  owner: ownerPath,
  destination: destinationPath,
  environment: (name) => cardPath('environment', name),
};

/** A thing that is one file: what it is, what is about it, and its text. */
export function ThingPage({ place: { page, name, view } }: { readonly place: Place }): ReactNode {
  const outline = useStore(useDesk().outline);
  const path = paths[page]?.(name);
  const row = page === 'event' ? undefined : outline[page as 'field' | 'owner'].get(name);
  if (path === undefined) return <Nothing />;
  return (
    <article className="event-page as-text">
      <header className="event-head">
        <div>
          <h1 className="name">{name}</h1>
          <p className="event-title">
            {row?.title}{' '}
            {page === 'field' && (
              <span className="quiet">{texts.things.used(outline.field.get(name)?.uses ?? 0)}</span>
            )}
          </p>
        </div>
      </header>
      <FileNotices paths={[path]} />
      <Blame path={path} of={{ kind: page as Thing['kind'], name }} />
      <FileText path={path} at={view['at']} />
    </article>
  );
}
