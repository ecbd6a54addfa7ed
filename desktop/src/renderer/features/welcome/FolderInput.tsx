import type { ReactNode } from 'react';
import { useAnswer, useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';

const words = texts.welcome;

/** A folder by its path; in a window of its own by the system's dialog, too. */
export function FolderInput({
  value,
  hint,
  title,
  isFirst,
  onChange,
}: {
  readonly value: string;
  readonly hint: string;
  /** Of the system's dialog. */
  readonly title: string;
  /** Whether one begins here. */
  readonly isFirst: boolean;
  readonly onChange: (directory: string) => void;
}): ReactNode {
  const transport = useTransport();
  const canChoose = useAnswer('native.capabilities', {}).data?.chooseFolder === true;
  const choose = async (): Promise<void> => {
    const chosen = await transport.request('native.chooseFolder', { title });
    if (chosen !== null) onChange(chosen);
  };
  return (
    <FormLine label={words.folder} hint={hint}>
      <span className="folder-input">
        <input
          className="input"
          autoFocus={isFirst && !canChoose}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {canChoose && (
          <Button autoFocus={isFirst} onClick={() => void choose()}>
            {words.choose}
          </Button>
        )}
      </span>
    </FormLine>
  );
}
