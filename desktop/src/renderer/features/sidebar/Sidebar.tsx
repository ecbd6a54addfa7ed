import { BookOpenText, Plus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigation } from '../../app/features-context.js';
import { addressOf, samePlace } from '../../app/place.js';
import { usePlace } from '../../app/router.js';
import { keysText } from '../../app/shortcuts.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';
import { FilterBar } from '../filters/FilterBar.js';
import { newEventDialog } from '../new-event/new-event.js';
import { paletteOpen } from '../search/palette.js';
import { NewThingMenu } from '../things/NewThingMenu.js';
import { Tree } from './Tree.js';
import './sidebar.css';

/** The left side: what is open, the search box, what features put there, and the tree of everything. */
export function Sidebar(): ReactNode {
  const catalog = useStore(useDesk().catalog);
  const place = usePlace();
  return (
    <nav className="sidebar" aria-label={texts.sidebar.label}>
      <div className="sidebar-head">
        <BookOpenText aria-hidden size={18} />
        <strong>{catalog?.title}</strong>
      </div>
      <Button className="search-button" onClick={() => paletteOpen.set(true)}>
        <Search aria-hidden size={14} /> {texts.search.button} <kbd>{keysText('Mod+K')}</kbd>
      </Button>
      <ul className="navigation">
        {useNavigation().map(({ title, Icon, place: target, Badge }) => (
          <li key={title}>
            <a href={addressOf(target)} aria-current={samePlace(place, target) ? 'page' : undefined}>
              <Icon aria-hidden size={15} /> <span>{title}</span> {Badge !== undefined && <Badge />}
            </a>
          </li>
        ))}
      </ul>
      <div className="new-buttons">
        <Button bare className="new-button" onClick={() => newEventDialog.set({ name: '' })}>
          <Plus aria-hidden size={15} /> {texts.newEvent.button}
        </Button>
        <NewThingMenu />
      </div>
      <FilterBar />
      <Tree />
    </nav>
  );
}
