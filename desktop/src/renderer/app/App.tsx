import { type ReactNode, useEffect } from 'react';
import { useDesk } from '../data/desk-context.js';
import { useStore } from '../data/store.js';
import { Sidebar } from '../features/sidebar/Sidebar.js';
import { TabStrip } from '../features/tabs/TabStrip.js';
import { Welcome } from '../features/welcome/Welcome.js';
import { useWindow } from '../features/window/use-window.js';
import { texts } from '../texts/texts.js';
import { useFeatures, usePages } from './features-context.js';
import { Foot } from './Foot.js';
import { Nothing } from './Nothing.js';
import { home, placeOf, type Place } from './place.js';
import { usePlace } from './router.js';
import { useShortcuts } from './shortcuts.js';
import './app.css';

export function App(): ReactNode {
  const catalog = useStore(useDesk().catalog);
  const features = useFeatures();
  useShortcuts();
  useWindow();
  if (catalog === null) {
    return (
      <main>
        <Welcome />
      </main>
    );
  }
  return (
    <div className="frame">
      <Sidebar />
      <div className="pages">
        <TabStrip />
        <main className="page" aria-label={texts.app.main} tabIndex={-1}>
          <CurrentPage />
        </main>
      </div>
      <Foot />
      {features.map(({ Overlay }, index) => Overlay && <Overlay key={index} />)}
    </div>
  );
}

function CurrentPage(): ReactNode {
  const place = usePlace();
  const start = useStartPlace();
  const shown = place.page === home.page ? start : place;
  const page = usePages().get(shown.page);
  useEffect(() => {
    document.title = page === undefined ? texts.app.name : `${page.title(shown)} – ${texts.app.name}`;
  });
  if (page === undefined) return <Nothing />;
  return <page.Component key={`${shown.page}/${shown.name}`} place={shown} />;
}

/** Where one begins: at the first event. */
function useStartPlace(): Place {
  const [first] = useStore(useDesk().outline).event.keys();
  return first === undefined ? placeOf('problems') : placeOf('event', first);
}
