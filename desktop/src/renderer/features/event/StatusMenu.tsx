import { Menu } from '@base-ui/react/menu';
import { cardPath } from '@eventbook/shared/catalog/paths';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { editJson, withKey } from '../../data/edit-json.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import type { EventDialog } from './EventPage.js';

const words = texts.event;

/** The status of an event, and where it can go from there: leaving draft is one way once it is published. */
export function StatusMenu({
  name,
  status,
  onDialog,
}: {
  readonly name: string;
  readonly status: string;
  readonly onDialog: (dialog: EventDialog) => void;
}): ReactNode {
  const desk = useDesk();
  const published = useStore(desk.outline).event.get(name)?.published === true;
  if (!(status in words.status)) return null;
  const set = (next: 'draft' | 'active'): void => {
    editJson(
      desk,
      cardPath('event', name),
      (card) => withKey(withKey(card, 'status', next), 'deprecation', undefined),
      { label: words.undo.status },
    );
  };
  const title = words.status[status as keyof typeof words.status];
  return (
    <Menu.Root>
      <Menu.Trigger className={`status ${status}`} aria-label={words.statusOf(title)}>
        {title} <ChevronDown aria-hidden size={12} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="popup-place">
          <Menu.Popup className="popup menu">
            {status !== 'draft' && !published && (
              <Choice title={words.toDraft} hint={words.toDraftHint} onClick={() => set('draft')} />
            )}
            {status !== 'active' && (
              <Choice title={words.toActive} hint={words.toActiveHint} onClick={() => set('active')} />
            )}
            {status !== 'deprecated' && (
              <Choice
                title={words.deprecate}
                hint={words.deprecateHint}
                onClick={() => onDialog('deprecate')}
              />
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Choice({
  title,
  hint,
  onClick,
}: {
  readonly title: string;
  readonly hint: string;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <Menu.Item className="menu-item" onClick={onClick}>
      {title}
      <span className="quiet small">{hint}</span>
    </Menu.Item>
  );
}
