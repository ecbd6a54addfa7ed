import { Combobox } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.js';
import type { Choice } from './choice.js';

/** The choices that answer to what was typed. */
export function ChoiceList(): ReactNode {
  return (
    <>
      <Combobox.Empty className="choice-empty quiet">{texts.app.nothingFound}</Combobox.Empty>
      <Combobox.List className="choice-list">
        {(choice: Choice) => (
          <Combobox.Item key={choice.value} value={choice} className="choice-item">
            <span>{choice.label}</span>
            {choice.hint !== undefined && <span className="quiet choice-hint">{choice.hint}</span>}
            <Combobox.ItemIndicator className="choice-check">
              <Check aria-hidden size={13} />
            </Combobox.ItemIndicator>
          </Combobox.Item>
        )}
      </Combobox.List>
    </>
  );
}
