import { Menu } from '@base-ui/react/menu';
import { cardPath } from '@eventbook/shared/catalog/paths';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { home, placeOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { editJson, withKey } from '../../data/edit-json.js';
import { textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import type { HolderFiles } from '../contracts/holder-files.js';
import { historyPlace } from '../history/place.js';
import { livePlace } from '../live/place.js';
import { samplePlace } from '../sample/place.js';
import type { EventDialog } from './EventPage.js';
import { StatusMenu } from './StatusMenu.js';
import '../../parts/menu.css';

const words = texts.event;

/** The head of an event's page: its name, its title, its status, and what can be done with it as a whole. */
export function EventHead({
  place,
  files,
  asText,
  onDialog,
}: {
  readonly place: Place;
  readonly files: HolderFiles;
  readonly asText: boolean;
  readonly onDialog: (dialog: EventDialog) => void;
}): ReactNode {
  const desk = useDesk();
  const { name } = place;
  const show = (view: Readonly<Record<string, string>>): void => goTo(placeOf(place.page, name, view));
  return (
    <header className="event-head">
      <div className="event-names">
        <h1 className="name">{name}</h1>
        <div className="event-title">
          <TextInput
            label={words.title}
            placeholder={words.titlePlaceholder}
            value={textIn(files.cardValue?.['title'])}
            readOnly={files.cardValue === undefined}
            onChange={(title) => {
              editJson(desk, cardPath('event', name), (card) => withKey(card, 'title', title), {
                label: words.undo.title,
                merge: `title:${name}`,
              });
            }}
          />
          <StatusMenu name={name} status={textIn(files.cardValue?.['status'])} onDialog={onDialog} />
        </div>
      </div>
      <div className="segments" role="group" aria-label={words.shown}>
        <button type="button" aria-pressed={!asText} onClick={() => show({})}>
          {words.page}
        </button>
        <button type="button" aria-pressed={asText} onClick={() => show({ show: 'text' })}>
          {words.text}
        </button>
      </div>
      <Button onClick={() => goTo(samplePlace(name))}>{texts.sample.try}</Button>
      <MoreMenu name={name} files={files} onDialog={onDialog} />
    </header>
  );
}

function MoreMenu({
  name,
  files,
  onDialog,
}: {
  readonly name: string;
  readonly files: HolderFiles;
  readonly onDialog: (dialog: EventDialog) => void;
}): ReactNode {
  const desk = useDesk();
  const row = useStore(desk.outline).event.get(name);
  const reveal = useAnswer('native.capabilities', {}).data?.reveal === true;
  const remove = (): void => {
    desk.drafts.edit(
      files.all.map(({ path }) => ({ path, text: null })),
      { label: words.undo.delete(name) },
    );
    goTo(home);
  };
  return (
    <Menu.Root>
      <Menu.Trigger className="button bare" aria-label={words.more}>
        <Ellipsis aria-hidden size={16} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="popup-place">
          <Menu.Popup className="popup menu">
            <Menu.Item className="menu-item" onClick={() => onDialog('rename')}>
              {words.rename}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void navigator.clipboard.writeText(name)}>
              {words.copyName}
            </Menu.Item>
            {reveal && (
              <Menu.Item
                className="menu-item"
                onClick={() =>
                  void desk.transport.request('native.reveal', { path: cardPath('event', name) })
                }
              >
                {texts.window.reveal}
              </Menu.Item>
            )}
            <Menu.Item className="menu-item" onClick={() => goTo(livePlace(name))}>
              {texts.live.watchEvent}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => goTo(historyPlace({ kind: 'event', name }))}>
              {texts.history.title}
            </Menu.Item>
            {row?.published === true ? (
              <Menu.Item className="menu-item" onClick={() => onDialog('deprecate')}>
                {words.deprecate}
              </Menu.Item>
            ) : (
              <Menu.Item className="menu-item" onClick={remove}>
                {words.delete}
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
