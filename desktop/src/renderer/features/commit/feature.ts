import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { commitDialog } from './commit.js';
import { CommitDialog } from './CommitDialog.js';

export const commit: Feature = {
  commands: [
    {
      id: 'commit',
      title: texts.commit.command,
      keys: 'Mod+Enter',
      menu: 'catalog',
      run: () => commitDialog.set(true),
    },
  ],
  Overlay: CommitDialog,
};
