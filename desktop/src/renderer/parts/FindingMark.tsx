import { CircleX, TriangleAlert } from 'lucide-react';
import type { Severity } from '@eventbook/shared/check/finding';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.js';

export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  const Icon = severity === 'error' ? CircleX : TriangleAlert;
  return (
    <Icon className={`severity ${severity}`} size={14} role="img" aria-label={texts.problems[severity]} />
  );
}
