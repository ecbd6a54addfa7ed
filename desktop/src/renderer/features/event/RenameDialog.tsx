import { type ReactNode, useState } from 'react';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import { usePlan } from '../../data/use-plan.js';

const words = texts.event.renameDialog;

/** Another name: a draft moves, what is published stays under its old name, deprecated in favour of the new one. */
export function RenameDialog({
  name,
  onClose,
}: {
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const desk = useDesk();
  const published = useStore(desk.outline).event.get(name)?.status !== 'draft';
  const [to, setTo] = useState(name);
  const { problem, carryOut } = usePlan('authoring.renameEvent', words.undo(name));
  const submit = async (): Promise<void> => {
    if (!(await carryOut({ from: name, to }))) return;
    onClose();
    goTo(placeOf('event', to));
  };
  return (
    <FormDialog
      title={words.title(name)}
      submit={words.submit}
      disabled={to === name || to === ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormLine label={words.to} hint={published ? words.publishedHint : words.draftHint} problem={problem}>
        <input className="input code" autoFocus value={to} onChange={(event) => setTo(event.target.value)} />
      </FormLine>
    </FormDialog>
  );
}
