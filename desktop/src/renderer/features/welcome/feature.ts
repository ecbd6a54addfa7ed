import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { openPlace } from './place.js';
import { Welcome } from './Welcome.js';

/** The ways to a catalog: shown where none is open, and a page of its own where one is. */
export const welcome: Feature = {
  pages: [{ page: openPlace.page, title: () => texts.welcome.title, Component: Welcome }],
  commands: [
    {
      id: 'open-catalog',
      title: texts.welcome.command,
      keys: 'Mod+O',
      menu: 'file',
      run: () => goTo(openPlace),
    },
  ],
};
