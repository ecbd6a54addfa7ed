import { History } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { HistoryPage } from './HistoryPage.js';

const words = texts.history;
const place = placeOf('history');

export const history: Feature = {
  pages: [
    {
      page: 'history',
      title: ({ name }) => (name === '' ? words.title : words.ofEvent(name)),
      Component: HistoryPage,
    },
  ],
  navigation: [{ title: words.title, Icon: History, place }],
  commands: [{ id: 'history', title: words.title, keys: 'Mod+Shift+H', run: () => goTo(place) }],
};
