import { Combobox } from '@base-ui/react/combobox';
import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.js';
import { answers, type Choice } from './choice.js';
import { ChoiceList } from './ChoiceList.js';
import './choice.css';

/** One of many, found by typing. */
export function ChoiceOne({
  label,
  choices,
  value,
  onChange,
  readOnly = false,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly?: boolean;
}): ReactNode {
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <Combobox.Root
      items={choices}
      value={chosen}
      onValueChange={(next) => {
        if (next !== null) onChange(next.value);
      }}
      filter={answers}
      itemToStringLabel={(choice: Choice) => choice.label}
      autoHighlight
      readOnly={readOnly}
    >
      <Combobox.Trigger
        className="choice-trigger in-place"
        aria-label={`${label}: ${chosen?.label ?? value}`}
      >
        <span>{chosen?.label ?? (value === '' ? texts.app.choose : value)}</span>
        {!readOnly && <ChevronsUpDown aria-hidden size={13} />}
      </Combobox.Trigger>
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
