import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { paletteOpen } from './palette.js';
import { SearchBox } from './SearchBox.js';

export const search: Feature = {
  commands: [
    { id: 'search', title: texts.search.title, keys: 'Mod+K', menu: 'go', run: () => paletteOpen.set(true) },
  ],
  Overlay: SearchBox,
};
