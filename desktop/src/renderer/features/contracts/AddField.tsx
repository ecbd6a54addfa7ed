import { Combobox } from '@base-ui/react/combobox';
import type { HolderKind } from '@eventbook/shared/catalog/paths';
import { Plus } from 'lucide-react';
import { type ClipboardEvent, type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import type { JsonObject } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { answers, type Choice } from '../../parts/choice.js';
import { ChoiceList } from '../../parts/ChoiceList.js';
import { texts } from '../../texts/texts.js';
import type { ContractEdits } from './contract-edits.js';
import { DeclareField } from './DeclareField.js';
import { pastedFields } from './pasted-fields.js';

const words = texts.contracts;
/** Before the name of a field that is to be made. */
const toMake = 'new:';

export interface AddFieldProps {
  readonly kind: HolderKind;
  readonly holder: string;
  readonly fields: JsonObject;
  readonly local: JsonObject;
  /** Of the contract. */
  readonly path: string;
  readonly edits: ContractEdits;
}

/** Adds fields of the dictionary by typing a part of their name, several by pasting them, or a new one. */
export function AddField(props: AddFieldProps): ReactNode {
  const { fields, local, edits } = props;
  const dictionary = useStore(useDesk().outline).field;
  const [query, setQuery] = useState('');
  const [declaring, setDeclaring] = useState<string>();
  const choices: Choice[] = [
    ...Object.keys(local).map((name) => ({ value: name, label: name, hint: words.local })),
    ...[...dictionary.values()].map(({ name, title, uses }) => ({
      value: name,
      label: name,
      hint: `${title} · ${words.usedIn(uses)}`,
    })),
  ].filter(({ value }) => !Object.hasOwn(fields, value));
  const typed = query.trim();
  const items =
    typed === '' || dictionary.has(typed) || Object.hasOwn(local, typed)
      ? choices
      : [...choices, { value: `${toMake}${typed}`, label: words.newField(typed) }];
  const choose = (value: string): void => {
    setQuery('');
    if (value.startsWith(toMake)) setDeclaring(value.slice(toMake.length));
    else edits.add([value]);
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = pastedFields(event.clipboardData.getData('text/plain'));
    if (pasted.length < 2) return;
    event.preventDefault();
    for (const { name, required } of pasted) edits.add([name], required ? { required: true } : {});
    setQuery('');
  };
  return (
    <div className="add-field">
      <Combobox.Root
        items={items}
        value={null as Choice | null}
        onValueChange={(choice) => {
          if (choice !== null) choose(choice.value);
        }}
        inputValue={query}
        onInputValueChange={(next, { reason }) => {
          if (reason !== 'item-press') setQuery(next);
        }}
        filter={answers}
        itemToStringLabel={(choice: Choice) => choice.value}
        autoHighlight
      >
        <Plus aria-hidden size={14} />
        <Combobox.Input
          className="in-place"
          aria-label={words.addField}
          placeholder={`${words.addField}: ${words.addFieldHint}`}
          onPaste={paste}
        />
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} align="start" className="popup-place">
            <Combobox.Popup className="popup choice-popup wide" aria-label={words.addField}>
              <ChoiceList />
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {declaring !== undefined && (
        <DeclareField {...props} name={declaring} onClose={() => setDeclaring(undefined)} />
      )}
    </div>
  );
}
