import type { HolderKind } from '@eventbook/shared/catalog/paths';
import { CopyPlus, Lock, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { objectIn, textIn } from '../../data/lenient.js';
import { Button } from '../../parts/Button.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import { Blame } from '../history/Blame.js';
import { AddField } from './AddField.js';
import { contractEdits, deleteVersion, newVersionFrom } from './contract-edits.js';
import { FieldTable } from './FieldTable.js';
import type { ContractFile, HolderFiles } from './holder-files.js';
import { Unreadable } from './Unreadable.js';
import './contracts.css';

const words = texts.contracts;

interface ContractsProps {
  readonly kind: HolderKind;
  readonly files: HolderFiles;
  readonly place: Place;
}

/** The versions beside each other, and what one of them names; the newest unless the address says otherwise. */
export function Contracts({ kind, files, place }: ContractsProps): ReactNode {
  const desk = useDesk();
  const { contracts } = files;
  const asked = Number(place.view['version']);
  const shown = contracts.find(({ number }) => number === asked) ?? contracts.at(-1);
  const show = (version: number): void => goTo(placeOf(place.page, place.name, { version: String(version) }));
  const makeNext = (): void => show(newVersionFrom(desk, kind, place.name, files, shown));
  return (
    <section aria-label={words.fields} className="contracts">
      <div className="contracts-bar">
        <div className="versions" role="group" aria-label={words.versions}>
          {contracts.map(({ number, file }) => (
            <button
              key={number}
              type="button"
              aria-pressed={number === shown?.number}
              onClick={() => show(number)}
            >
              {words.version(number)}
              {file.frozen && <Lock size={12} role="img" aria-label={words.published} />}
            </button>
          ))}
        </div>
        <span className="spring" />
        {shown !== undefined && !shown.file.frozen && contracts.length > 1 && (
          <Button bare onClick={() => deleteVersion(desk, shown.file.path, shown.number)}>
            <Trash2 aria-hidden size={14} /> {words.deleteVersion}
          </Button>
        )}
        {(shown?.file.frozen !== false || shown === contracts.at(-1)) && (
          <Button {...(shown?.file.frozen === false ? { bare: true } : { primary: true })} onClick={makeNext}>
            <CopyPlus aria-hidden size={14} /> {shown === undefined ? words.firstVersion : words.newVersion}
          </Button>
        )}
      </div>
      {shown === undefined ? (
        <p className="quiet">{words.noContract}</p>
      ) : (
        <Contract key={shown.number} kind={kind} contract={shown} files={files} place={place} />
      )}
    </section>
  );
}

function Contract({
  kind,
  contract,
  files,
  place,
}: ContractsProps & { readonly contract: ContractFile }): ReactNode {
  const desk = useDesk();
  const { value, file, number } = contract;
  if (value === undefined) return <Unreadable place={place} file={`${number}.json`} />;
  const edits = contractEdits(desk, file.path);
  const fields = objectIn(value['fields']);
  const local = objectIn(files.cardValue?.['fields']);
  return (
    <>
      <div className="contract-note">
        {file.frozen ? (
          <p>
            {textIn(value['note'])} <span className="quiet">{words.publishedHint}</span>
          </p>
        ) : (
          <>
            <TextInput
              label={words.note}
              placeholder={words.notePlaceholder}
              value={textIn(value['note'])}
              onChange={edits.setNote}
            />
            <span className="quiet">{words.unpublishedHint}</span>
          </>
        )}
      </div>
      <FieldTable fields={fields} local={local} {...(file.frozen ? {} : { edits })} />
      {!file.frozen && (
        <AddField
          kind={kind}
          holder={place.name}
          fields={fields}
          local={local}
          path={file.path}
          edits={edits}
        />
      )}
      <Blame path={file.path} of={{ kind, name: place.name }} />
      {file.frozen ? (
        value['open'] === true && <p className="quiet">{words.open}</p>
      ) : (
        <label className="check-line">
          <input
            type="checkbox"
            checked={value['open'] === true}
            onChange={(event) => edits.setOpen(event.target.checked)}
          />
          {words.openLabel}
        </label>
      )}
    </>
  );
}
