import { longestName, namePatterns } from '@eventbook/shared/catalog/names';
import { privacyClasses, valueTypes, type ValueType } from '@eventbook/shared/catalog/model';
import { cardPath, fieldPath } from '@eventbook/shared/catalog/paths';
import { titleFromName } from '@eventbook/shared/authoring/new-name';
import { type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { fileText, withKey } from '../../data/edit-json.js';
import { jsonOf, objectIn, textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import type { AddFieldProps } from './AddField.js';

const words = texts.contracts.declare;
const shape = new RegExp(namePatterns.field, 'u');

/** A new field: in the dictionary, or on the card of this one event; and named by the contract that asked. */
export function DeclareField({
  kind,
  holder,
  path,
  name: asked,
  onClose,
}: AddFieldProps & { readonly name: string; readonly onClose: () => void }): ReactNode {
  const desk = useDesk();
  const dictionary = useStore(desk.outline).field;
  const [name, setName] = useState(asked.replaceAll(/[^A-Za-z0-9_]+/gu, '_').replace(/^[^A-Za-z]+/u, ''));
  const [title, setTitle] = useState(titleFromName(name));
  const [description, setDescription] = useState('');
  const [type, setType] = useState<ValueType>('string');
  const [items, setItems] = useState<ValueType>('string');
  const [digits, setDigits] = useState({ precision: 14, scale: 2 });
  const [privacy, setPrivacy] = useState('none');
  const [isShared, setShared] = useState(true);
  const problem = !shape.test(name)
    ? words.nameShape
    : isShared && dictionary.has(name)
      ? words.nameTaken
      : undefined;

  const create = async (): Promise<void> => {
    const card = cardPath(kind, holder);
    await desk.drafts.load([card, path, fieldPath(name)]);
    const cardValue = objectIn(jsonOf(desk.drafts.file(card).get()?.text));
    const owner = textIn(cardValue['owner']);
    const declaration = {
      type,
      title,
      ...(description === '' ? {} : { description }),
      ...(isShared && owner !== '' ? { owner } : {}),
      privacy,
      ...(type === 'array' ? { items: { type: items } } : {}),
      ...(type === 'object' ? { properties: {} } : {}),
      ...(type === 'decimal' ? digits : {}),
    };
    const contract = objectIn(jsonOf(desk.drafts.file(path).get()?.text));
    const fields = { ...objectIn(contract['fields']), [name]: {} };
    const declared = isShared
      ? { path: fieldPath(name), text: fileText(fieldPath(name), declaration) }
      : {
          path: card,
          text: fileText(
            card,
            withKey(cardValue, 'fields', { ...objectIn(cardValue['fields']), [name]: declaration }),
          ),
        };
    desk.drafts.edit([declared, { path, text: fileText(path, withKey(contract, 'fields', fields)) }], {
      label: texts.contracts.undo.declare(name),
    });
    onClose();
  };

  return (
    <FormDialog
      title={words.title}
      submit={words.create}
      disabled={problem !== undefined}
      onSubmit={() => void create()}
      onClose={onClose}
    >
      <FormLine label={words.name} problem={problem}>
        <input
          className="input code"
          autoFocus
          value={name}
          maxLength={longestName.field}
          onChange={(event) => setName(event.target.value)}
        />
      </FormLine>
      <FormLine label={words.label} hint={words.labelHint}>
        <input className="input" value={title} onChange={(event) => setTitle(event.target.value)} />
      </FormLine>
      <FormLine label={words.description}>
        <textarea
          className="input"
          rows={2}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </FormLine>
      <FormLine label={words.type}>
        <TypeSelect value={type} onChange={setType} />
      </FormLine>
      {type === 'array' && (
        <FormLine label={words.itemType}>
          <TypeSelect value={items} onChange={setItems} />
        </FormLine>
      )}
      {type === 'decimal' &&
        (['precision', 'scale'] as const).map((key) => (
          <FormLine key={key} label={words[key]}>
            <input
              className="input"
              type="number"
              min={key === 'precision' ? 1 : 0}
              max={38}
              value={digits[key]}
              onChange={(event) => setDigits({ ...digits, [key]: event.target.valueAsNumber || 0 })}
            />
          </FormLine>
        ))}
      <FormLine label={words.privacy}>
        <select className="input" value={privacy} onChange={(event) => setPrivacy(event.target.value)}>
          {privacyClasses.map((each) => (
            <option key={each} value={each}>
              {texts.contracts.privacyClasses[each]}
            </option>
          ))}
        </select>
      </FormLine>
      <fieldset className="choices">
        <legend>{words.where}</legend>
        {([true, false] as const).map((shared) => (
          <label key={String(shared)} className="check-line">
            <input
              type="radio"
              name="where"
              checked={isShared === shared}
              onChange={() => setShared(shared)}
            />
            <span>
              {shared ? words.shared : words.local}{' '}
              <span className="quiet">{shared ? words.sharedHint : words.localHint}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}

function TypeSelect({
  value,
  onChange,
}: {
  readonly value: ValueType;
  readonly onChange: (type: ValueType) => void;
}): ReactNode {
  return (
    <select className="input" value={value} onChange={(event) => onChange(event.target.value as ValueType)}>
      {valueTypes.map((type) => (
        <option key={type} value={type}>
          {texts.contracts.types[type]}
        </option>
      ))}
    </select>
  );
}
