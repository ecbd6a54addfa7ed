import { X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { usePages } from '../../app/features-context.js';
import { home, placeAt } from '../../app/place.js';
import { goTo, usePlace } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { closeTab, isTabOf, keepTabs, openTab, restoreTabs, tabs } from './tabs.js';
import './tabs.css';

const words = texts.tabs;

/** The pages that are kept open, from one session to the next. */
export function TabStrip(): ReactNode {
  const { transport, catalog } = useDesk();
  const directory = useStore(catalog)?.directory;
  const place = usePlace();
  const pages = usePages();
  const open = useStore(tabs);
  const [restored, setRestored] = useState<string>();
  useEffect(() => {
    void restoreTabs(transport).then((last) => {
      // An address that somebody came with is where they want to be.
      if (last !== undefined && placeAt(location.hash).page === home.page) goTo(last, { replace: true });
      setRestored(directory);
    });
  }, [transport, directory]);
  useEffect(() => {
    if (restored !== directory) return;
    openTab(place);
    keepTabs(transport, place);
  }, [transport, directory, restored, place, open]);
  if (open.length < 2) return null;
  return (
    <nav className="tabs" aria-label={words.label}>
      <ul>
        {open.map((tab) => {
          const at = placeAt(tab);
          const title = pages.get(at.page)?.title(at);
          const close = (): void => {
            const next = closeTab(tab, place);
            if (next !== undefined) goTo(next);
          };
          return (
            title !== undefined && (
              <li key={tab} className={isTabOf(tab, place) ? 'current' : ''}>
                <a
                  href={tab}
                  aria-current={isTabOf(tab, place) ? 'page' : undefined}
                  onAuxClick={(event) => {
                    if (event.button === 1) close();
                  }}
                >
                  {title}
                </a>
                <button type="button" className="chip-remove" aria-label={words.close(title)} onClick={close}>
                  <X aria-hidden size={12} />
                </button>
              </li>
            )
          );
        })}
      </ul>
    </nav>
  );
}
