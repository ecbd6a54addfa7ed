import type { ReactNode } from 'react';
import { Nothing } from '../../app/Nothing.js';
import type { Place } from '../../app/place.js';
import { texts } from '../../texts/texts.js';
import { Contracts } from '../contracts/Contracts.js';
import { useHolderFiles } from '../contracts/holder-files.js';
import { Unreadable } from '../contracts/Unreadable.js';
import { FolderText } from '../editor/FolderText.js';
import { FileNotices } from '../files/FileNotices.js';
import { PageFindings } from '../fixes/PageFindings.js';
import { Blame } from '../history/Blame.js';
import { EnvironmentForm } from './EnvironmentForm.js';
import { pathOfThing } from './thing-kinds.js';
import { ThingHead } from './ThingHead.js';
import { UsedBy } from './UsedBy.js';
import { useThing } from './use-thing.js';
import './things.css';

/** An environment: what its card says, its common fields version by version, and the events that are sent from it. */
export function EnvironmentPage({ place }: { readonly place: Place }): ReactNode {
  const { name, view } = place;
  const files = useHolderFiles('environment', name);
  const thing = useThing(name, pathOfThing.environment(name));
  if (files === undefined) return null;
  if (files.all.length === 0) return <Nothing />;
  const asText = view['show'] === 'text';
  return (
    <article className={asText ? 'event-page as-text' : 'event-page'}>
      <ThingHead kind="environment" place={place} thing={thing} asText={asText} />
      <FileNotices paths={files.all.map(({ path }) => path)} />
      <PageFindings paths={files.all.map(({ path }) => path)} />
      {asText ? (
        <FolderText kind="environment" files={files} place={place} />
      ) : (
        <div className="event-body">
          {thing === undefined ? (
            <Unreadable place={place} />
          ) : (
            <section className="card" aria-label={texts.event.about}>
              <EnvironmentForm thing={thing} />
              <Blame path={pathOfThing.environment(name)} of={{ kind: 'environment', name }} />
            </section>
          )}
          <h2>{texts.things.commonFields}</h2>
          <Contracts kind="environment" files={files} place={place} />
          <UsedBy kind="environment" name={name} />
        </div>
      )}
    </article>
  );
}
