import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { EnvironmentPage } from './EnvironmentPage.js';
import { FilePage } from './FilePage.js';
import { newThingDialog } from './new-thing.js';
import { NewThingDialog } from './NewThingDialog.js';
import { thingKinds } from './thing-kinds.js';
import { ThingPage } from './ThingPage.js';

/** Fields, environments, owners and destinations, and whatever file has no page of its own. */
export const things: Feature = {
  pages: [
    ...thingKinds.map((page) => ({
      page,
      title: ({ name }: { readonly name: string }) => name,
      Component: page === 'environment' ? EnvironmentPage : ThingPage,
    })),
    { page: 'file', title: ({ name }) => name, Component: FilePage },
  ],
  commands: thingKinds.map((kind) => ({
    id: `new-${kind}`,
    title: texts.things.new[kind],
    run: () => newThingDialog.set(kind),
  })),
  Overlay: NewThingDialog,
};
