import type { ReactNode } from 'react';
import type { PublishTarget, Registries } from '../../../api/publishing.js';
import { FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import { TryRegistry } from './TryRegistry.js';

const words = texts.publishing;

/** Where packages go: chosen, and tried before anything is sent. */
export function Target({
  target,
  registries,
  disabled,
  onChange,
}: {
  readonly target: PublishTarget;
  readonly registries: Registries;
  readonly disabled: boolean;
  readonly onChange: (target: PublishTarget) => void;
}): ReactNode {
  const folder =
    target.kind === 'folder'
      ? target
      : { kind: 'folder' as const, folder: '', url: 'http://127.0.0.1:8480/' };
  return (
    <fieldset className="target" disabled={disabled}>
      <legend>{words.where}</legend>
      <label className="check-line">
        <input
          type="radio"
          name="target"
          checked={target.kind === 'folder'}
          onChange={() => onChange(folder)}
        />
        {words.toFolder}
      </label>
      {target.kind === 'folder' && (
        <div className="target-more">
          <FormLine label={words.folder} hint={words.toFolderHint}>
            <input
              className="input"
              spellCheck={false}
              value={target.folder}
              onChange={(event) => onChange({ ...target, folder: event.target.value })}
            />
          </FormLine>
          <FormLine label={words.url}>
            <input
              className="input"
              spellCheck={false}
              value={target.url}
              onChange={(event) => onChange({ ...target, url: event.target.value })}
            />
          </FormLine>
          <TryRegistry key={target.folder} asked={target} name={target.folder} works={words.worksFolder} />
        </div>
      )}
      <label className="check-line">
        <input
          type="radio"
          name="target"
          disabled={registries.rows.length === 0}
          checked={target.kind === 'catalog'}
          onChange={() => onChange({ kind: 'catalog' })}
        />
        {words.toCatalog}
        {registries.rows.length === 0 && <span className="quiet"> {words.toCatalogNone}</span>}
      </label>
      {target.kind === 'catalog' && <CatalogRegistries registries={registries} />}
    </fieldset>
  );
}

function CatalogRegistries({
  registries: { rows, missing },
}: {
  readonly registries: Registries;
}): ReactNode {
  return (
    <div className="target-more">
      <ul className="registries" aria-label={words.registries}>
        {rows.map(({ language, index, kind, name }) => (
          <li key={`${language}/${index}`}>
            <span>{words.languages[language]}</span>
            <span className="quiet">{kind}</span>
            <span className="code">{name}</span>
            <TryRegistry asked={{ kind: 'catalog', language, index }} name={name} works={words.works} />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="notice warning">
          {words.toCatalogMissing(missing.map((language) => words.languages[language]).join(', '))}
        </p>
      )}
      <p className="quiet small">{words.logins}</p>
    </div>
  );
}
