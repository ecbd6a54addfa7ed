import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import type { HolderFiles } from '../contracts/holder-files.js';
import { FileText } from './FileText.js';

const words = texts.editor;

/** The files of an event or environment as text, one at a time. */
export function FolderText({
  kind,
  files,
  place,
}: {
  readonly kind: 'event' | 'environment';
  readonly files: HolderFiles;
  readonly place: Place;
}): ReactNode {
  const card = `${kind}.json`;
  const asked = place.view['file'] ?? card;
  const shown = files.all.find(({ path }) => path.endsWith(`/${asked}`)) ?? files.all[0];
  const tabs = [
    ...(files.card === undefined ? [] : [{ file: files.card, title: words.card, name: card }]),
    ...files.contracts.map(({ file, number }) => ({
      file,
      title: words.version(number),
      name: `${number}.json`,
    })),
  ];
  return (
    <>
      <div className="versions" role="group" aria-label={words.files}>
        {tabs.map(({ file, title, name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={file === shown}
            onClick={() => goTo(placeOf(place.page, place.name, { show: 'text', file: name }))}
          >
            {title}
            {file.frozen && <Lock size={12} role="img" aria-label={texts.contracts.published} />}
          </button>
        ))}
      </div>
      {shown !== undefined && <FileText key={shown.path} path={shown.path} at={place.view['at']} />}
    </>
  );
}
