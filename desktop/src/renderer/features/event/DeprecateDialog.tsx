import { cardPath } from '@eventbook/shared/catalog/paths';
import { type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { editJson, withKey } from '../../data/edit-json.js';
import { jsonOf, objectIn, textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';

const words = texts.event.deprecateDialog;

/** Says of an event that it should no longer be sent: since when, why, and what to send instead. */
export function DeprecateDialog({
  name,
  onClose,
}: {
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const desk = useDesk();
  const events = useStore(desk.outline).event;
  const path = cardPath('event', name);
  const said = objectIn(objectIn(jsonOf(desk.drafts.file(path).get()?.text))['deprecation']);
  const [since, setSince] = useState(textIn(said['since']) || new Date().toISOString().slice(0, 10));
  const [reason, setReason] = useState(textIn(said['reason']));
  const [replacement, setReplacement] = useState(textIn(said['replacement']));
  const [sunset, setSunset] = useState(textIn(said['sunset']));
  const submit = (): void => {
    const deprecation = {
      since,
      reason,
      ...(replacement === '' ? {} : { replacement }),
      ...(sunset === '' ? {} : { sunset }),
    };
    editJson(
      desk,
      path,
      (card) => withKey(withKey(card, 'status', 'deprecated'), 'deprecation', deprecation),
      {
        label: texts.event.undo.status,
      },
    );
    onClose();
  };
  const others = [...events.values()].filter((event) => event.name !== name && event.status !== 'deprecated');
  return (
    <FormDialog
      title={words.title(name)}
      submit={words.submit}
      disabled={reason.trim() === '' || since === ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormLine label={words.reason} hint={words.reasonHint}>
        <input
          className="input"
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormLine>
      <div className="form-line">
        <span>{words.replacement}</span>
        <ChoiceOne
          label={words.replacement}
          choices={[
            { value: '', label: words.noReplacement },
            ...others.map((event) => ({ value: event.name, label: event.name, hint: event.title })),
          ]}
          value={replacement}
          onChange={setReplacement}
        />
      </div>
      <FormLine label={words.since}>
        <input
          className="input"
          type="date"
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
      </FormLine>
      <FormLine label={words.sunset} hint={words.sunsetHint}>
        <input
          className="input"
          type="date"
          value={sunset}
          onChange={(event) => setSunset(event.target.value)}
        />
      </FormLine>
    </FormDialog>
  );
}
