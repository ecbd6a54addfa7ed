import { ListChecks } from 'lucide-react';
import type { Feature } from '../../app/feature.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { texts } from '../../texts/texts.js';
import { ProblemsBadge } from './ProblemsBadge.js';
import { ProblemsPage } from './ProblemsPage.js';

const place = placeOf('problems');

export const problems: Feature = {
  pages: [{ page: 'problems', title: () => texts.problems.title, Component: ProblemsPage }],
  navigation: [{ title: texts.problems.title, Icon: ListChecks, place, Badge: ProblemsBadge }],
  commands: [
    { id: 'problems', title: texts.problems.title, keys: 'Mod+Shift+M', menu: 'go', run: () => goTo(place) },
  ],
};
