import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts/texts.js';
import { Button } from './Button.js';
import { Markdown } from './Markdown.js';
import { TextArea } from './TextInput.js';

const words = texts.event;

/** Markdown, shown as it reads; a click on it, or its button, and it can be changed. */
export function Description({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <div className="description" onBlur={() => setEditing(false)}>
        <TextArea
          autoFocus
          label={words.description}
          placeholder={words.descriptionPlaceholder}
          value={value}
          onChange={onChange}
        />
      </div>
    );
  }
  return (
    <div
      className="description shown"
      onClick={({ target }) => {
        // A link in the text is followed, not edited.
        if (!(target instanceof HTMLAnchorElement)) setEditing(true);
      }}
    >
      {value === '' ? <p className="quiet">{words.descriptionPlaceholder}</p> : <Markdown text={value} />}
      <Button
        bare
        aria-label={words.descriptionEdit}
        title={words.descriptionEdit}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden size={13} />
      </Button>
    </div>
  );
}
