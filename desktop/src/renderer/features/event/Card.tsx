import { cardPath } from '@eventbook/shared/catalog/paths';
import type { ReactNode } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { editJson, textOrNothing, withKey } from '../../data/edit-json.js';
import { type JsonObject, objectIn, textIn, textsIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { Description } from '../../parts/Description.js';
import { Fact } from '../../parts/Fact.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { Blame } from '../history/Blame.js';
import { choicesOf, titleOf, useTags } from './choices.js';
import { Environments } from './Environments.js';
import type { EventDialog } from './EventPage.js';

const words = texts.event;

/** What the card says, where it can be changed at once. */
export function Card({
  name,
  card,
  onDialog,
}: {
  readonly name: string;
  readonly card: JsonObject;
  readonly onDialog: (dialog: EventDialog) => void;
}): ReactNode {
  const desk = useDesk();
  const outline = useStore(desk.outline);
  const tags = useTags();
  const path = cardPath('event', name);
  const set = (key: string, value: unknown, label: string, merge?: string): void => {
    editJson(desk, path, (before) => withKey(before, key, value), {
      label,
      ...(merge === undefined ? {} : { merge }),
    });
  };
  const destinations = textsIn(card['destinations']);
  return (
    <section className="card" aria-label={words.about}>
      <DeprecationNotice card={card} onDialog={onDialog} />
      <Description
        value={textIn(card['description'])}
        onChange={(text) => {
          set('description', textOrNothing(text), words.undo.description, `description:${path}`);
        }}
      />
      <dl className="facts">
        <Fact title={words.owner}>
          <ChoiceOne
            label={words.owner}
            choices={choicesOf(outline.owner)}
            value={textIn(card['owner'])}
            onChange={(owner) => set('owner', owner, words.undo.owner)}
          />
        </Fact>
        <Fact title={words.environments}>
          <Environments
            name={name}
            value={objectIn(card['environments'])}
            onChange={(environments, label) => set('environments', environments, label)}
          />
        </Fact>
        <Fact title={words.destinations}>
          <ChoiceMany
            label={words.destinations}
            choices={choicesOf(outline.destination)}
            values={destinations}
            onChange={(next) => set('destinations', [...next].sort(), words.undo.destinations)}
            chip={({ value }) => (
              <ThingLink kind="destination" name={value}>
                {titleOf(outline.destination, value)}
              </ThingLink>
            )}
          />
        </Fact>
        <Fact title={words.tags}>
          <ChoiceMany
            open
            label={words.tags}
            choices={tags}
            values={textsIn(card['tags'])}
            onChange={(next) => {
              set('tags', next.length === 0 ? undefined : [...next].sort(), words.undo.tags);
            }}
          />
        </Fact>
      </dl>
      <Blame path={path} of={{ kind: 'event', name }} />
    </section>
  );
}

function DeprecationNotice({
  card,
  onDialog,
}: {
  readonly card: JsonObject;
  readonly onDialog: (dialog: EventDialog) => void;
}): ReactNode {
  const deprecation = objectIn(card['deprecation']);
  const replacement = textIn(deprecation['replacement']);
  if (card['status'] !== 'deprecated') return null;
  return (
    <p className="notice warning">
      {words.deprecated(textIn(deprecation['since']), textIn(deprecation['reason']))}{' '}
      {replacement !== '' && (
        <>
          {words.replacement} <ThingLink kind="event" name={replacement} />{' '}
        </>
      )}
      <button type="button" className="link-button" onClick={() => onDialog('deprecate')}>
        {words.changeDeprecation}
      </button>
    </p>
  );
}
