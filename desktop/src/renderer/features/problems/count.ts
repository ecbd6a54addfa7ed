import type { Finding, Severity } from '@eventbook/shared/check/finding';

export function countBySeverity(findings: Iterable<readonly Finding[]>): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0 };
  for (const some of findings) for (const { severity } of some) counts[severity]++;
  return counts;
}
