import type { ReactNode } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { texts } from '../../texts/texts.js';
import { countBySeverity } from './count.js';

export function ProblemsBadge(): ReactNode {
  const desk = useDesk();
  const { error, warning } = countBySeverity(useStore(desk.findings).values());
  if (useStore(desk.checking) === 'running') {
    return (
      <span className="badge" title={texts.problems.checking}>
        …
      </span>
    );
  }
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
