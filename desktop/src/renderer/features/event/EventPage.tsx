import type { ReactNode } from 'react';
import { Nothing } from '../../app/Nothing.js';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { FileNotices } from '../files/FileNotices.js';
import { FolderText } from '../editor/FolderText.js';
import { Card } from './Card.js';
import { Contracts } from './Contracts.js';
import { textIn } from '../../data/lenient.js';
import { Unreadable } from './Unreadable.js';
import { type HolderFiles, useHolderFiles } from './holder-files.js';
import './event.css';

const words = texts.event;

/** An event: as a page to read and change, or as the text of its files. Both show the same draft. */
export function EventPage({ place }: { readonly place: Place }): ReactNode {
  const files = useHolderFiles('event', place.name);
  if (files === undefined) return null;
  if (files.all.length === 0) return <Nothing />;
  const asText = place.view['show'] === 'text';
  return (
    <article className={asText ? 'event-page as-text' : 'event-page'}>
      <Head name={place.name} files={files} asText={asText} />
      <FileNotices paths={files.all.map(({ path }) => path)} />
      {asText ? (
        <FolderText kind="event" files={files} place={place} />
      ) : (
        <ReadView files={files} place={place} />
      )}
    </article>
  );
}

function Head({
  name,
  files,
  asText,
}: {
  readonly name: string;
  readonly files: HolderFiles;
  readonly asText: boolean;
}): ReactNode {
  const status = textIn(files.cardValue?.['status']);
  const show = (view: Readonly<Record<string, string>>): void => goTo(placeOf('event', name, view));
  return (
    <header className="event-head">
      <div>
        <h1 className="name">{name}</h1>
        <p className="event-title">
          <span>{textIn(files.cardValue?.['title'])}</span>
          {status in words.status && (
            <span className={`status ${status}`}>{words.status[status as keyof typeof words.status]}</span>
          )}
        </p>
      </div>
      <div className="segments" role="group" aria-label={words.shown}>
        <button type="button" aria-pressed={!asText} onClick={() => show({})}>
          {words.page}
        </button>
        <button type="button" aria-pressed={asText} onClick={() => show({ show: 'text' })}>
          {words.text}
        </button>
      </div>
    </header>
  );
}

function ReadView({ files, place }: { readonly files: HolderFiles; readonly place: Place }): ReactNode {
  return (
    <div className="event-body">
      {files.cardValue === undefined ? <Unreadable place={place} /> : <Card card={files.cardValue} />}
      <Contracts files={files} place={place} />
    </div>
  );
}
