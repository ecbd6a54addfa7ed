import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { MergePage } from './MergePage.js';

export const merge: Feature = {
  pages: [{ page: 'merge', title: () => texts.merge.pageTitle, Component: MergePage }],
};
