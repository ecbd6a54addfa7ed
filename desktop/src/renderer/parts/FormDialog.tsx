import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useId } from 'react';
import { texts } from '../texts/texts.js';
import { Button } from './Button.js';
import './form-dialog.css';

/** A dialog that asks for something and does one thing with it. */
export function FormDialog({
  title,
  submit,
  disabled = false,
  wide = false,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  /** What the button says that does it. */
  readonly submit: string;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={`dialog ${wide ? 'wide' : ''}`}>
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (!disabled) onSubmit();
            }}
          >
            <div className="dialog-body">{children}</div>
            <div className="dialog-end">
              <Button onClick={onClose}>{texts.app.cancel}</Button>
              <Button primary type="submit" disabled={disabled}>
                {submit}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A label, what is asked, and what is wrong with it or what is meant. */
export function FormLine({
  label,
  hint,
  problem,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="form-line">
      <label>
        <span>{label}</span>
        {children}
      </label>
      {problem !== undefined ? (
        <span id={id} className="error-text small" role="alert">
          {problem}
        </span>
      ) : (
        hint !== undefined && <span className="quiet small">{hint}</span>
      )}
    </div>
  );
}
