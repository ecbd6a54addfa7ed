import type { ReactNode } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { countBySeverity } from './count.js';

export function ProblemsBadge(): ReactNode {
  const { error, warning } = countBySeverity(useStore(useDesk().findings).values());
  if (error + warning === 0) return null;
  return (
    <span
      className={`badge ${error > 0 ? 'error' : 'warning'}`}
      title={texts.problems.summary(error, warning)}
    >
      {error + warning}
    </span>
  );
}
