import type { Feature } from '../../app/feature.js';
import { EventPage } from './EventPage.js';

export const event: Feature = {
  pages: [{ page: 'event', title: ({ name }) => name, Component: EventPage }],
};
