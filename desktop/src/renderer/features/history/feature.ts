import { History } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { historyPlace, thingAt } from './place.js';
import { HistoryPage } from './HistoryPage.js';

const words = texts.history;
const place = historyPlace();

export const history: Feature = {
  pages: [
    {
      page: 'history',
      title: (at) => {
        const of = thingAt(at);
        return of === undefined ? words.title : words.ofThing(of.name);
      },
      Component: HistoryPage,
    },
  ],
  navigation: [{ title: words.title, Icon: History, place }],
  commands: [{ id: 'history', title: words.title, keys: 'Mod+Shift+H', menu: 'go', run: () => goTo(place) }],
};
