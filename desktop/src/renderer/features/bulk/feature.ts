import { Rows3 } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { EventsPage } from './EventsPage.js';

const words = texts.bulk;
const place = placeOf('events');

export const bulk: Feature = {
  pages: [{ page: 'events', title: () => words.title, Component: EventsPage }],
  navigation: [{ title: words.title, Icon: Rows3, place }],
  commands: [{ id: 'events', title: words.command, keys: 'Mod+Shift+E', run: () => goTo(place) }],
};
