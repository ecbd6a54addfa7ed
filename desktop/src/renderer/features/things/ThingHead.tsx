import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { textIn } from '../../data/lenient.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import { ChangeThingDialog, type ThingChangeName } from './ChangeThingDialog.js';
import type { ThingKind } from './thing-kinds.js';
import type { Thing } from './use-thing.js';
import '../../parts/menu.css';

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
      <MoreMenu key={name} kind={kind} name={name} />
    </header>
  );
}

/** What can be done with a thing as a whole; where it cannot, its dialog says why. */
function MoreMenu({ kind, name }: { readonly kind: ThingKind; readonly name: string }): ReactNode {
  const [change, setChange] = useState<ThingChangeName>();
  const changes: readonly ThingChangeName[] = kind === 'field' ? ['rename', 'merge', 'delete'] : ['delete'];
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button bare" aria-label={texts.event.more}>
          <Ellipsis aria-hidden size={16} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="end" className="popup-place">
            <Menu.Popup className="popup menu">
              {changes.map((each) => (
                <Menu.Item key={each} className="menu-item" onClick={() => setChange(each)}>
                  {words.change.menu[each]}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {change !== undefined && (
        <ChangeThingDialog change={change} kind={kind} name={name} onClose={() => setChange(undefined)} />
      )}
    </>
  );
}
