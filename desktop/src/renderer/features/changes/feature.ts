import { GitCompareArrows } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { betweenAny, changesPlace, sincePublished } from './asked.js';
import { ChangesBadge } from './ChangesBadge.js';
import { ChangesPage } from './ChangesPage.js';

const words = texts.changes;

export const changes: Feature = {
  pages: [{ page: 'changes', title: () => words.title, Component: ChangesPage }],
  navigation: [{ title: words.title, Icon: GitCompareArrows, place: changesPlace, Badge: ChangesBadge }],
  commands: [
    { id: 'changes', title: words.title, keys: 'Mod+Shift+G', menu: 'go', run: () => goTo(changesPlace) },
    {
      id: 'changes-published',
      title: `${words.title}: ${words.sincePublished}`,
      run: () => goTo(sincePublished),
    },
    { id: 'changes-between', title: `${words.title}: ${words.between}`, run: () => goTo(betweenAny) },
  ],
};
