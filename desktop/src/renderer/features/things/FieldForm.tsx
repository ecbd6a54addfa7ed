import { privacyClasses, type Scalar, type ValueType, valueTypes } from '@eventbook/shared/catalog/model';
import type { ReactNode } from 'react';
import { addressOf, placeOf } from '../../app/place.js';
import { useDesk } from '../../data/desk-context.js';
import { textOrNothing, withKey } from '../../data/edit-json.js';
import { objectIn, textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { Description } from '../../parts/Description.js';
import { Fact } from '../../parts/Fact.js';
import { SelectFact } from '../../parts/SelectFact.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import { OwnerFact } from './OwnerFact.js';
import type { Thing } from './use-thing.js';

const words = texts.things;
const types = valueTypes.map((type) => ({ value: type, label: texts.contracts.types[type] }));
const privacies = privacyClasses.map((each) => ({
  value: each,
  label: texts.contracts.privacyClasses[each],
}));

/** What a field of the dictionary says. What is fixed once it is published is shown and cannot be changed. */
export function FieldForm({ thing: { name, value, set } }: { readonly thing: Thing }): ReactNode {
  const outline = useStore(useDesk().outline);
  const fixed = outline.field.get(name)?.published === true;
  const type = textIn(value['type']) as ValueType;
  const items = objectIn(value['items']);
  const takesValues = type === 'string' || type === 'integer' || type === 'number';
  return (
    <>
      {fixed && <p className="notice">{words.fixed}</p>}
      <Description
        value={textIn(value['description'])}
        onChange={(text) => set('description', textOrNothing(text))}
      />
      <dl className="facts">
        <SelectFact
          label={words.type}
          choices={types}
          value={type}
          readOnly={fixed}
          onChange={(next) => set('type', next)}
        />
        {type === 'array' && (
          <SelectFact
            label={words.items}
            choices={types}
            value={textIn(items['type'])}
            readOnly={fixed}
            onChange={(next) => set('items', withKey(items, 'type', next))}
          />
        )}
        {type === 'decimal' &&
          (['precision', 'scale'] as const).map((key) => (
            <Fact key={key} title={words[key]}>
              <TextInput
                label={words[key]}
                type="number"
                value={numberText(value[key])}
                readOnly={fixed}
                onChange={(text) => set(key, numberOrNothing(text))}
              />
            </Fact>
          ))}
        <OwnerFact value={value} set={set} />
        <SelectFact
          label={words.privacy}
          choices={privacies}
          value={textIn(value['privacy'])}
          unsaid={words.privacyUnsaid}
          onChange={(next) => set('privacy', next)}
        />
        <Fact title={words.unit}>
          <TextInput
            label={words.unit}
            placeholder={words.unitExample}
            value={textIn(value['unit'])}
            readOnly={fixed}
            onChange={(unit) => set('unit', textOrNothing(unit))}
          />
        </Fact>
        {takesValues && (
          <Fact title={words.values}>
            <Scalars
              label={words.values}
              type={type}
              value={value['values']}
              onChange={(next) => set('values', next)}
            />
          </Fact>
        )}
        {type === 'object' && (
          <Fact title={words.properties}>
            <p className="name">{Object.keys(objectIn(value['properties'])).join(', ')}</p>
            <a href={addressOf(placeOf('field', name, { show: 'text', at: '/properties' }))}>
              {words.propertiesHint}
            </a>
          </Fact>
        )}
        {type !== 'object' && type !== 'array' && type !== 'json' && (
          <Fact title={words.examples}>
            <Scalars
              label={words.examples}
              type={type}
              value={value['examples']}
              onChange={(next) => set('examples', next)}
            />
          </Fact>
        )}
      </dl>
    </>
  );
}

/** Values as chips; what is typed becomes what the type of the field has. */
function Scalars({
  label,
  type,
  value,
  onChange,
}: {
  readonly label: string;
  readonly type: ValueType;
  readonly value: unknown;
  readonly onChange: (values: readonly Scalar[] | undefined) => void;
}): ReactNode {
  const shown = Array.isArray(value) ? value.map((each) => String(each)) : [];
  return (
    <ChoiceMany
      open
      label={label}
      choices={[]}
      values={shown}
      onChange={(next) => onChange(next.length === 0 ? undefined : next.map((text) => scalarOf(type, text)))}
    />
  );
}

/** A text that is none of the type stays a text: `check` says what is wrong with it. */
function scalarOf(type: ValueType, text: string): Scalar {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = type === 'integer' || type === 'number' || type === 'timestamp';
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function numberText(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}

function numberOrNothing(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}
