import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { objectIn, textIn } from '../../data/lenient.js';
import { texts } from '../../texts/texts.js';
import { Unreadable } from './Unreadable.js';
import { FieldTable } from './FieldTable.js';
import type { ContractFile, HolderFiles } from './holder-files.js';

const words = texts.event;

/** The versions beside each other, and what one of them names; the newest unless the address says otherwise. */
export function Contracts({
  files,
  place,
}: {
  readonly files: HolderFiles;
  readonly place: Place;
}): ReactNode {
  const { contracts } = files;
  const asked = Number(place.view['version']);
  const shown = contracts.find(({ number }) => number === asked) ?? contracts.at(-1);
  if (shown === undefined) return <p className="quiet">{words.noContract}</p>;
  return (
    <section aria-label={words.fields}>
      <div className="versions" role="group" aria-label={words.versions}>
        {contracts.map(({ number, file }) => (
          <button
            key={number}
            type="button"
            aria-pressed={number === shown.number}
            onClick={() => goTo(placeOf(place.page, place.name, { version: String(number) }))}
          >
            {words.version(number)}
            {file.frozen && <Lock size={12} role="img" aria-label={words.published} />}
          </button>
        ))}
      </div>
      <Contract contract={shown} files={files} place={place} />
    </section>
  );
}

function Contract({
  contract,
  files,
  place,
}: {
  readonly contract: ContractFile;
  readonly files: HolderFiles;
  readonly place: Place;
}): ReactNode {
  const { value, file, number } = contract;
  if (value === undefined) return <Unreadable place={place} file={`${number}.json`} />;
  return (
    <>
      <p className="contract-note">
        {textIn(value['note'])} {file.frozen && <span className="quiet">{words.publishedHint}</span>}
      </p>
      <FieldTable fields={objectIn(value['fields'])} local={objectIn(files.cardValue?.['fields'])} />
      {value['open'] === true && <p className="quiet">{words.open}</p>}
    </>
  );
}
