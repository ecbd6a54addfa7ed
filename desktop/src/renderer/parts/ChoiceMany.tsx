import { Combobox } from '@base-ui/react/combobox';
import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts/texts.js';
import { answers, type Choice } from './choice.js';
import { ChoiceList } from './ChoiceList.js';
import './choice.css';

/** Some of many, as chips; found by typing, and made by it where new ones may come to be. */
export function ChoiceMany({
  label,
  choices,
  values,
  onChange,
  open = false,
  chip,
  removeWords,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** Whether what is not among the choices may be added. */
  readonly open?: boolean;
  /** What stands in a chip; its label where nothing is said. */
  readonly chip?: (choice: Choice) => ReactNode;
  /** What the cross of a chip does, where it does not simply remove. */
  readonly removeWords?: (choice: Choice) => string | undefined;
}): ReactNode {
  const [query, setQuery] = useState('');
  const known = new Map(choices.map((choice) => [choice.value, choice]));
  const chosen = values.map((value) => known.get(value) ?? { value, label: value });
  const typed = query.trim();
  const isNew = open && typed !== '' && !known.has(typed) && !values.includes(typed);
  const items = isNew ? [...choices, { value: typed, label: texts.app.add(typed) }] : choices;
  return (
    <Combobox.Root
      multiple
      items={items}
      value={chosen}
      onValueChange={(next: Choice[]) => {
        onChange(next.map(({ value }) => value));
        setQuery('');
      }}
      inputValue={query}
      onInputValueChange={setQuery}
      filter={answers}
      isItemEqualToValue={(one: Choice, other: Choice) => one.value === other.value}
      itemToStringLabel={(choice: Choice) => choice.label}
      autoHighlight
    >
      <div className="chips">
        {chosen.map((choice) => (
          <span key={choice.value} className="tag chip">
            {chip === undefined ? choice.label : chip(choice)}
            <button
              type="button"
              className="chip-remove"
              aria-label={removeWords?.(choice) ?? texts.app.remove(choice.label)}
              title={removeWords?.(choice)}
              onClick={() => onChange(values.filter((value) => value !== choice.value))}
            >
              <X aria-hidden size={12} />
            </button>
          </span>
        ))}
        <Combobox.Trigger className="chip-add" aria-label={texts.app.addTo(label)}>
          <Plus aria-hidden size={13} />
        </Combobox.Trigger>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="popup-place">
          <Combobox.Popup className="popup choice-popup" aria-label={label}>
            <Combobox.Input className="choice-input" placeholder={texts.app.typeToFind} aria-label={label} />
            <ChoiceList />
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
