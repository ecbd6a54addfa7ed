import { typeText } from '@eventbook/shared/catalog/describe';
import type { ValueShape } from '@eventbook/shared/catalog/model';
import { Asterisk, GripVertical, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { withKey } from '../../data/edit-json.js';
import { type JsonObject, textIn } from '../../data/lenient.js';
import { Button } from '../../parts/Button.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import type { ContractEdits } from './contract-edits.js';
import { Narrowing } from './Narrowing.js';
import { ruleText } from './rule-text.js';

const words = texts.contracts;

/** What makes a row more than something to read. */
interface RowEditing {
  readonly edits: ContractEdits;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly isOver: boolean;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDrop: () => void;
}

export interface FieldRowProps {
  readonly name: string;
  readonly use: JsonObject;
  /** Undefined where there is none. */
  readonly declaration: JsonObject | undefined;
  readonly isLocal: boolean;
  readonly editing?: RowEditing;
}

export function FieldRow({ name, use, declaration, isLocal, editing }: FieldRowProps): ReactNode {
  const edits = editing?.edits;
  return (
    <tr
      className={editing?.isOver === true ? 'drop-here' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        editing?.onDragOver();
      }}
      onDrop={editing?.onDrop}
    >
      {editing !== undefined && (
        <td className="grip">
          <button
            type="button"
            draggable
            aria-label={words.moveField(name)}
            title={words.moveField(name)}
            onDragStart={editing.onDragStart}
            onKeyDown={editing.onKeyDown}
          >
            <GripVertical aria-hidden size={14} />
          </button>
        </td>
      )}
      <th scope="row">
        <FieldName name={name} isLinked={!isLocal && declaration !== undefined} />
        {isLocal && <span className="tag-mini">{words.local}</span>}
        <span className="field-title">
          {declaration === undefined ? <em>{words.undeclared}</em> : textIn(declaration['title'])}
        </span>
      </th>
      <td className="type">
        {declaration === undefined ? '' : typeText(declaration as unknown as ValueShape)}
      </td>
      <td>
        {edits === undefined ? (
          use['required'] === true && <Asterisk size={14} role="img" aria-label={words.required} />
        ) : (
          <input
            type="checkbox"
            aria-label={words.requiredField(name)}
            checked={use['required'] === true}
            onChange={(event) => {
              edits.setUse(name, withKey(use, 'required', event.target.checked ? true : undefined));
            }}
          />
        )}
      </td>
      <td className="rule">
        {edits === undefined ? (
          ruleText(use, declaration)
        ) : (
          <Narrowing
            name={name}
            use={use}
            declaration={declaration}
            onChange={(next) => edits.setUse(name, next)}
          />
        )}
      </td>
      <td>
        <PrivacyLabel privacy={textIn(declaration?.['privacy'])} />
      </td>
      {edits !== undefined && (
        <td className="row-end">
          <Button
            bare
            aria-label={words.removeField(name)}
            title={words.remove}
            onClick={() => edits.remove([name])}
          >
            <X aria-hidden size={14} />
          </Button>
        </td>
      )}
    </tr>
  );
}

function FieldName({ name, isLinked }: { readonly name: string; readonly isLinked: boolean }): ReactNode {
  if (!isLinked) return <span className="name">{name}</span>;
  return (
    <ThingLink kind="field" name={name}>
      <span className="name">{name}</span>
    </ThingLink>
  );
}

function PrivacyLabel({ privacy }: { readonly privacy: string }): ReactNode {
  return <span className={`privacy ${privacy}`}>{privacy === '' ? words.privacyUnsaid : privacy}</span>;
}
