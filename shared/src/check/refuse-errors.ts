import { AppError } from '../errors/app-error.js';
import type { Finding } from './finding.js';

/** Throws catalog_has_errors if there is any finding of that severity. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new AppError('user', 'catalog_has_errors', `${first.file}: ${first.message}${more}`, {
    hint: 'See them all with: eventbook check',
    data: { errors: errors.slice(0, 100), count: errors.length },
  });
}
