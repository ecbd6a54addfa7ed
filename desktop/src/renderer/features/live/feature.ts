import { Radio } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { LivePage } from './LivePage.js';
import { livePlace } from './place.js';

const words = texts.live;

export const live: Feature = {
  pages: [
    {
      page: 'live',
      title: ({ name }) => (name === '' ? words.title : words.ofEvent(name)),
      Component: LivePage,
    },
  ],
  navigation: [{ title: words.title, Icon: Radio, place: livePlace() }],
  commands: [{ id: 'live', title: words.command, menu: 'go', run: () => goTo(livePlace()) }],
};
