import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';

export const undo: Feature = {
  commands: [
    {
      id: 'undo',
      title: texts.app.undo,
      keys: 'Mod+Z',
      menu: 'edit',
      run: (desk) => void desk.drafts.undo(),
    },
    {
      id: 'redo',
      title: texts.app.redo,
      keys: 'Mod+Shift+Z',
      menu: 'edit',
      run: (desk) => void desk.drafts.redo(),
    },
  ],
};
