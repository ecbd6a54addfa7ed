import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { newEventDialog } from './new-event.js';
import { NewEventDialog } from './NewEventDialog.js';

export const newEvent: Feature = {
  commands: [
    {
      id: 'new-event',
      title: texts.newEvent.command,
      keys: 'Mod+Shift+N',
      menu: 'file',
      run: () => newEventDialog.set({ name: '' }),
    },
  ],
  Overlay: NewEventDialog,
};
