import type { Feature } from '../../app/feature.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { Welcome } from './Welcome.js';

/** The ways to a catalog: shown where none is open, and a page of its own where one is. */
export const welcome: Feature = {
  pages: [{ page: 'open', title: () => texts.welcome.title, Component: Welcome }],
  commands: [
    {
      id: 'open-catalog',
      title: texts.welcome.command,
      keys: 'Mod+O',
      menu: 'file',
      run: () => goTo(placeOf('open')),
    },
  ],
};
