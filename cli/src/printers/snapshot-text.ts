import type { SnapshotStatement } from '@eventbook/shared/snapshot/statement';
import type { Paint } from './paint.js';
import { plain } from '@eventbook/shared/catalog/plain';

/** A snapshot's statement for people, a line for each thing it says. */
export function snapshotText(
  statement: SnapshotStatement,
  signatureText: string | null,
  paint: Paint,
): string {
  const lines: [string, string][] = [
    ['id', statement.id],
    ['sequence', String(statement.sequence)],
    ['commit', statement.commit ?? 'none: built from loose files'],
    ['committed', statement.committed_at ?? ''],
    ['signed', signatureText === null ? 'no' : (statement.signed_at ?? 'yes')],
  ];
  return lines
    .filter(([, value]) => value !== '')
    .map(([title, value]) => `  ${paint('dim', title.padEnd(9))}  ${plain(value)}\n`)
    .join('');
}
