import type { ReactNode } from 'react';
import { Nothing } from '../../app/Nothing.js';
import type { Place } from '../../app/place.js';
import { useDesk, useFile } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { Unreadable } from '../contracts/Unreadable.js';
import { FileText } from '../editor/FileText.js';
import { FileNotices } from '../files/FileNotices.js';
import { PageFindings } from '../fixes/PageFindings.js';
import { Blame } from '../history/Blame.js';
import { DestinationForm } from './DestinationForm.js';
import { FieldForm } from './FieldForm.js';
import { OwnerForm } from './OwnerForm.js';
import { pathOfThing, type ThingKind } from './thing-kinds.js';
import { ThingHead } from './ThingHead.js';
import { UsedBy } from './UsedBy.js';
import { useThing } from './use-thing.js';
import './things.css';

const forms = { field: FieldForm, owner: OwnerForm, destination: DestinationForm };

/** A field, an owner or a destination: as a page to read and change, or as its text, and where it is used. */
export function ThingPage({ place }: { readonly place: Place }): ReactNode {
  const kind = place.page as Exclude<ThingKind, 'environment'>;
  const path = pathOfThing[kind](place.name);
  const file = useFile(path);
  const thing = useThing(place.name, path);
  const row = useStore(useDesk().outline)[kind].get(place.name);
  if (file === undefined) return null;
  if (file.text === null || row === undefined) return <Nothing />;
  const asText = place.view['show'] === 'text';
  const Form = forms[kind];
  return (
    <article className={asText ? 'event-page as-text' : 'event-page'}>
      <ThingHead kind={kind} place={place} thing={thing} asText={asText} />
      <FileNotices paths={[path]} />
      <PageFindings paths={[path]} />
      {asText ? (
        <FileText path={path} at={place.view['at']} />
      ) : (
        <div className="event-body">
          {thing === undefined ? (
            <Unreadable place={place} />
          ) : (
            <section className="card" aria-label={texts.event.about}>
              <Form thing={thing} />
              <Blame path={path} of={{ kind, name: place.name }} />
            </section>
          )}
          <UsedBy kind={kind} name={place.name} />
        </div>
      )}
    </article>
  );
}
