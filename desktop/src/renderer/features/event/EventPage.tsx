import { type ReactNode, useState } from 'react';
import { Nothing } from '../../app/Nothing.js';
import type { Place } from '../../app/place.js';
import { Contracts } from '../contracts/Contracts.js';
import { useHolderFiles } from '../contracts/holder-files.js';
import { Unreadable } from '../contracts/Unreadable.js';
import { FolderText } from '../editor/FolderText.js';
import { FileNotices } from '../files/FileNotices.js';
import { PageFindings } from '../fixes/PageFindings.js';
import { Card } from './Card.js';
import { DeprecateDialog } from './DeprecateDialog.js';
import { EventHead } from './EventHead.js';
import { RenameDialog } from './RenameDialog.js';
import './event.css';

export type EventDialog = 'deprecate' | 'rename';

/** An event: as a page to read and change, or as the text of its files. Both show the same draft. */
export function EventPage({ place }: { readonly place: Place }): ReactNode {
  const files = useHolderFiles('event', place.name);
  const [dialog, setDialog] = useState<EventDialog>();
  if (files === undefined) return null;
  if (files.all.length === 0) return <Nothing />;
  const asText = place.view['show'] === 'text';
  const close = (): void => setDialog(undefined);
  return (
    <article className={asText ? 'event-page as-text' : 'event-page'}>
      <EventHead place={place} files={files} asText={asText} onDialog={setDialog} />
      <FileNotices paths={files.all.map(({ path }) => path)} />
      <PageFindings paths={files.all.map(({ path }) => path)} />
      {asText ? (
        <FolderText kind="event" files={files} place={place} />
      ) : (
        <div className="event-body">
          {files.cardValue === undefined ? (
            <Unreadable place={place} />
          ) : (
            <Card name={place.name} card={files.cardValue} onDialog={setDialog} />
          )}
          <Contracts kind="event" files={files} place={place} />
        </div>
      )}
      {dialog === 'deprecate' && <DeprecateDialog name={place.name} onClose={close} />}
      {dialog === 'rename' && <RenameDialog name={place.name} onClose={close} />}
    </article>
  );
}
