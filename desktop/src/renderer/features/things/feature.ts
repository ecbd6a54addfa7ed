import type { Feature } from '../../app/feature.js';
import { FilePage } from './FilePage.js';
import { ThingPage } from './ThingPage.js';

/** Fields, environments, owners and destinations, and whatever file has no page of its own. */
export const things: Feature = {
  pages: [
    ...['field', 'environment', 'owner', 'destination'].map((page) => ({
      page,
      title: ({ name }: { readonly name: string }) => name,
      Component: ThingPage,
    })),
    { page: 'file', title: ({ name }) => name, Component: FilePage },
  ],
};
