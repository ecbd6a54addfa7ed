import { FlaskConical } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { samplePlace } from './place.js';
import { SamplePage } from './SamplePage.js';

const words = texts.sample;

export const sample: Feature = {
  pages: [
    {
      page: 'sample',
      title: ({ name }) => (name === '' ? words.title : words.ofEvent(name)),
      Component: SamplePage,
    },
  ],
  navigation: [{ title: words.title, Icon: FlaskConical, place: samplePlace() }],
  commands: [{ id: 'sample', title: words.command, menu: 'go', run: () => goTo(samplePlace()) }],
};
