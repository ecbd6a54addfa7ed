import { Popover } from '@base-ui/react/popover';
import { stringFormats, type ValueType } from '@eventbook/shared/catalog/model';
import { type ReactNode, useId } from 'react';
import { withKey } from '../../data/edit-json.js';
import { type JsonObject, textIn } from '../../data/lenient.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { texts } from '../../texts/texts.js';
import { ruleText } from './rule-text.js';

const words = texts.contracts.narrowing;

type NumberKey = 'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems';

const numberKeys: Readonly<Partial<Record<ValueType, readonly NumberKey[]>>> = {
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  decimal: ['minimum', 'maximum'],
  bigint: ['minimum', 'maximum'],
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
};

interface NarrowingProps {
  readonly name: string;
  readonly use: JsonObject;
  readonly declaration: JsonObject | undefined;
  readonly onChange: (use: JsonObject) => void;
}

/** What a contract lets through of a field: in words, and behind them what can be said for its type. */
export function Narrowing(props: NarrowingProps): ReactNode {
  const { name, use, declaration } = props;
  const said = ruleText(use, declaration);
  return (
    <Popover.Root>
      <Popover.Trigger
        className="in-place rule-button"
        aria-label={`${texts.contracts.ruleOf(name)}: ${said === '' ? texts.contracts.anything : said}`}
      >
        {said === '' ? <span className="quiet">{texts.contracts.anything}</span> : said}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="popup-place">
          <Popover.Popup className="popup narrowing" aria-label={texts.contracts.ruleOf(name)}>
            <NarrowingForm {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NarrowingForm({ use, declaration, onChange }: NarrowingProps): ReactNode {
  const type = textIn(declaration?.['type']) as ValueType;
  const values = Array.isArray(declaration?.['values']) ? declaration['values'] : [];
  const set = (key: string, value: unknown): void => onChange(withKey(use, key, value));
  return (
    <div className="stack">
      {values.length > 0 && (
        <EnumChoice values={values} use={use} onChange={(chosen) => set('enum', chosen)} />
      )}
      {(numberKeys[type] ?? []).map((key) => (
        <NumberLine key={key} label={words[key]} value={use[key]} onChange={(value) => set(key, value)} />
      ))}
      {type === 'string' && (
        <>
          <TextLine
            label={words.pattern}
            value={textIn(use['pattern'])}
            onChange={(value) => set('pattern', value)}
          />
          <label className="form-line">
            <span>{words.format}</span>
            <select
              className="input"
              value={textIn(use['format'])}
              onChange={(event) => set('format', event.target.value === '' ? undefined : event.target.value)}
            >
              <option value="">{words.anyFormat}</option>
              {stringFormats.map((format) => (
                <option key={format}>{format}</option>
              ))}
            </select>
          </label>
        </>
      )}
      <label className="check-line">
        <input
          type="checkbox"
          checked={use['nullable'] === true}
          onChange={(event) => set('nullable', event.target.checked ? true : undefined)}
        />
        {words.nullable}
      </label>
    </div>
  );
}

function EnumChoice({
  values,
  use,
  onChange,
}: {
  readonly values: readonly unknown[];
  readonly use: JsonObject;
  readonly onChange: (values: unknown[] | undefined) => void;
}): ReactNode {
  const chosen = Array.isArray(use['enum']) ? use['enum'].map(String) : [];
  return (
    <div className="form-line">
      <span>{words.enum}</span>
      <ChoiceMany
        label={words.enum}
        choices={values.map((value) => ({ value: String(value), label: String(value) }))}
        values={chosen}
        onChange={(next) => {
          // In the order of the declaration, and as what they are there: numbers stay numbers.
          const kept = values.filter((value) => next.includes(String(value)));
          onChange(kept.length === 0 ? undefined : kept);
        }}
      />
      <span className="quiet small">{words.enumHint}</span>
    </div>
  );
}

function NumberLine({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: number | undefined) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="form-line">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="number"
        step="any"
        value={typeof value === 'number' ? value : ''}
        onChange={({ target }) =>
          onChange(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)
        }
      />
    </div>
  );
}

function TextLine({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="form-line">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input code"
        value={value}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </div>
  );
}
