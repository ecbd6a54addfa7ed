import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { home, placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import { pathOfThing, type ThingKind } from './thing-kinds.js';
import type { Thing } from './use-thing.js';

const words = texts.things;

/** The head of a thing's page: what it is called, and whether one sees it as a page or as its text. */
export function ThingHead({
  kind,
  place,
  thing,
  asText,
}: {
  readonly kind: ThingKind;
  readonly place: Place;
  readonly thing: Thing | undefined;
  readonly asText: boolean;
}): ReactNode {
  const { name } = place;
  const show = (view: Readonly<Record<string, string>>): void => goTo(placeOf(kind, name, view));
  return (
    <header className="event-head">
      <div className="event-names">
        <h1>
          {words.kinds[kind]} <span className="name">{name}</span>
        </h1>
        <div className="event-title">
          <TextInput
            label={texts.event.title}
            placeholder={words.new.title}
            value={textIn(thing?.value['title'])}
            readOnly={thing === undefined}
            onChange={(title) => thing?.set('title', title)}
          />
        </div>
      </div>
      <div className="segments" role="group" aria-label={texts.event.shown}>
        <button type="button" aria-pressed={!asText} onClick={() => show({})}>
          {texts.event.page}
        </button>
        <button type="button" aria-pressed={asText} onClick={() => show({ show: 'text' })}>
          {texts.event.text}
        </button>
      </div>
      {kind === 'field' && <DeleteField name={name} />}
    </header>
  );
}

/** What nobody has seen yet and nothing uses can go again. */
function DeleteField({ name }: { readonly name: string }): ReactNode {
  const desk = useDesk();
  const row = useStore(desk.outline).field.get(name);
  if (row === undefined || row.published === true || row.uses > 0) return null;
  const remove = (): void => {
    desk.drafts.edit([{ path: pathOfThing.field(name), text: null }], { label: words.undoDelete(name) });
    goTo(home);
  };
  return (
    <Button bare onClick={remove}>
      <Trash2 aria-hidden size={14} /> {words.delete}
    </Button>
  );
}
