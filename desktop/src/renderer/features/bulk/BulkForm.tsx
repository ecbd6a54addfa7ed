import type { ReactNode } from 'react';
import type { BulkChange } from '../../../api/authoring.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import { choicesOf, useTags } from '../event/choices.js';

const words = texts.bulk;

/** What each kind of change begins with. */
const beginnings: Readonly<Record<BulkChange['kind'], BulkChange>> = {
  owner: { kind: 'owner', owner: '' },
  field: { kind: 'field', field: '', required: false, note: '' },
  tags: { kind: 'tags', add: [], remove: [] },
  destinations: { kind: 'destinations', add: [], remove: [] },
  activate: { kind: 'activate' },
  deprecate: { kind: 'deprecate', reason: '' },
};

export function BulkForm({
  change,
  onChange,
}: {
  readonly change: BulkChange;
  readonly onChange: (change: BulkChange) => void;
}): ReactNode {
  return (
    <>
      <FormLine label={words.what}>
        <select
          className="input"
          value={change.kind}
          onChange={(event) => onChange(beginnings[event.target.value as BulkChange['kind']])}
        >
          {Object.entries(words.kinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
      </FormLine>
      <Details change={change} onChange={onChange} />
    </>
  );
}

function Details({
  change,
  onChange,
}: {
  readonly change: BulkChange;
  readonly onChange: (change: BulkChange) => void;
}): ReactNode {
  const outline = useStore(useDesk().outline);
  const tags = useTags();
  switch (change.kind) {
    case 'owner':
      return (
        <div className="form-line">
          <span>{texts.event.owner}</span>
          <ChoiceOne
            label={texts.event.owner}
            choices={choicesOf(outline.owner)}
            value={change.owner}
            onChange={(owner) => onChange({ ...change, owner })}
          />
        </div>
      );
    case 'tags':
    case 'destinations': {
      const choices = change.kind === 'tags' ? tags : choicesOf(outline.destination);
      return (['add', 'remove'] as const).map((key) => (
        <div key={key} className="form-line">
          <span>{words[key]}</span>
          <ChoiceMany
            open={change.kind === 'tags' && key === 'add'}
            label={words[key]}
            choices={choices}
            values={change[key]}
            onChange={(next) => onChange({ ...change, [key]: next })}
          />
        </div>
      ));
    }
    case 'activate':
      return <p className="quiet">{words.activateHint}</p>;
    case 'deprecate':
      return (
        <FormLine label={words.reason}>
          <input
            className="input"
            value={change.reason}
            onChange={(event) => onChange({ ...change, reason: event.target.value })}
          />
        </FormLine>
      );
    case 'field':
      return (
        <>
          <div className="form-line">
            <span>{words.field}</span>
            <ChoiceOne
              label={words.field}
              choices={choicesOf(outline.field)}
              value={change.field}
              onChange={(field) => onChange({ ...change, field })}
            />
          </div>
          <label className="check-line">
            <input
              type="checkbox"
              checked={change.required}
              onChange={(event) => onChange({ ...change, required: event.target.checked })}
            />
            {words.required}
          </label>
          <FormLine label={words.note} hint={words.noteHint}>
            <input
              className="input"
              value={change.note}
              onChange={(event) => onChange({ ...change, note: event.target.value })}
            />
          </FormLine>
        </>
      );
  }
}
