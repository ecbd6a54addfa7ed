import { GitBranch } from 'lucide-react';
import type { Command, Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { connectDialog } from './connect.js';
import { DraftDialogs } from './DraftDialogs.js';
import { DraftsPage } from './DraftsPage.js';
import { DraftStatus } from './DraftStatus.js';
import { newDraftDialog } from './new-draft.js';
import { draftsPlace } from './place.js';
import { startTransfer, type TransferKind } from './transfer.js';

const words = texts.drafts;

/** Goes where one sees how it goes on. */
function transferCommand(kind: TransferKind): Command {
  return {
    id: `git-${kind}`,
    title: words.commands[kind],
    menu: 'catalog',
    run: (desk) => {
      goTo(draftsPlace);
      void startTransfer(desk, kind);
    },
  };
}

function openConnect(): void {
  goTo(draftsPlace);
  connectDialog.set(true);
}

export const drafts: Feature = {
  pages: [{ page: 'drafts', title: () => words.title, Component: DraftsPage }],
  navigation: [{ title: words.title, Icon: GitBranch, place: draftsPlace }],
  commands: [
    { id: 'drafts', title: words.title, keys: 'Mod+Shift+B', menu: 'go', run: () => goTo(draftsPlace) },
    { id: 'new-draft', title: words.new, menu: 'catalog', run: () => newDraftDialog.set(true) },
    { id: 'connect', title: words.connect, menu: 'catalog', run: openConnect },
    ...(['fetch', 'pull', 'bringIn', 'push'] as const).map(transferCommand),
  ],
  Status: DraftStatus,
  Overlay: DraftDialogs,
};
