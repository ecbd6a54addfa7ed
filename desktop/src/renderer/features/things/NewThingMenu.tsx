import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../../texts/texts.js';
import { newThingDialog } from './new-thing.js';
import { thingKinds } from './thing-kinds.js';
import '../../parts/menu.css';

const words = texts.things.new;

/** What else can be new, beside the button for an event. */
export function NewThingMenu(): ReactNode {
  return (
    <Menu.Root>
      <Menu.Trigger className="button bare" aria-label={words.button} title={words.button}>
        <ChevronDown aria-hidden size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="popup-place">
          <Menu.Popup className="popup menu">
            {thingKinds.map((kind) => (
              <Menu.Item key={kind} className="menu-item" onClick={() => newThingDialog.set(kind)}>
                {words[kind]}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
