import { Package } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { publishingPlace } from './place.js';
import { PublishingPage } from './PublishingPage.js';

const words = texts.publishing;

export const publishing: Feature = {
  pages: [{ page: 'publishing', title: () => words.title, Component: PublishingPage }],
  navigation: [{ title: words.title, Icon: Package, place: publishingPlace }],
  commands: [
    { id: 'publishing', title: words.command, keys: 'Mod+Shift+L', run: () => goTo(publishingPlace) },
  ],
};
