import { titleFromName } from '@eventbook/shared/authoring/new-name';
import { type ReactNode, useState } from 'react';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { usePlan } from '../../data/use-plan.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { texts } from '../../texts/texts.js';
import { choicesOf } from '../event/choices.js';
import { newEventDialog } from './new-event.js';
import { useFirstChoices } from './first-choices.js';

const words = texts.newEvent;

export function NewEventDialog(): ReactNode {
  const asked = useStore(newEventDialog);
  return asked === undefined ? null : <Ask first={asked.name} />;
}

/** What a new event needs to be: a draft that can be filled in. Everything can be changed afterwards. */
function Ask({ first }: { readonly first: string }): ReactNode {
  const outline = useStore(useDesk().outline);
  const guess = useFirstChoices();
  const [name, setName] = useState(first);
  const [title, setTitle] = useState<string>();
  const [owner, setOwner] = useState(guess.owner);
  const [environments, setEnvironments] = useState<readonly string[]>(guess.environments);
  const [like, setLike] = useState('');
  const { problem, carryOut } = usePlan('authoring.newEvent', words.undo(name));
  const close = (): void => newEventDialog.set(undefined);
  const create = async (): Promise<void> => {
    const made = await carryOut({
      name,
      title: title ?? titleFromName(name),
      owner,
      environments: [...environments],
      destinations: [...guess.destinations],
      ...(like === '' ? {} : { like }),
    });
    if (!made) return;
    close();
    goTo(placeOf('event', name));
  };
  return (
    <FormDialog
      title={words.title}
      submit={words.submit}
      disabled={name === '' || owner === ''}
      onSubmit={() => void create()}
      onClose={close}
    >
      <FormLine label={words.name} hint={words.nameHint} problem={problem}>
        <input
          className="input code"
          autoFocus
          value={name}
          placeholder={words.nameExample}
          onChange={(event) => setName(event.target.value.trim())}
        />
      </FormLine>
      <FormLine label={words.titleLabel}>
        <input
          className="input"
          value={title ?? (name === '' ? '' : titleFromName(name))}
          onChange={(event) => setTitle(event.target.value)}
        />
      </FormLine>
      <div className="form-line">
        <span>{words.owner}</span>
        <ChoiceOne label={words.owner} choices={choicesOf(outline.owner)} value={owner} onChange={setOwner} />
      </div>
      <div className="form-line">
        <span>{words.environments}</span>
        <ChoiceMany
          label={words.environments}
          choices={choicesOf(outline.environment)}
          values={environments}
          onChange={setEnvironments}
        />
      </div>
      <div className="form-line">
        <span>{words.like}</span>
        <ChoiceOne
          label={words.like}
          choices={[
            { value: '', label: words.likeNothing },
            ...[...outline.event.values()].map((event) => ({
              value: event.name,
              label: event.name,
              hint: event.title,
            })),
          ]}
          value={like}
          onChange={setLike}
        />
      </div>
    </FormDialog>
  );
}
