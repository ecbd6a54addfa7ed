import type { Paint } from './paint.js';
import { plain } from '@eventbook/shared/catalog/plain';

/** Columns padded to the same width, two spaces apart, below a dim head. Widths are in code points. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const cells = rows.map((row) => row.map((cell) => plain(cell).replaceAll(/[\n\t]+/gu, ' ')));
  const widths = head.map((title, index) =>
    Math.max(...[title, ...cells.map((row) => row[index] ?? '')].map((cell) => Array.from(cell).length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - Array.from(cell).length))
      .join('  ')
      .trimEnd();
  return [paint('dim', line(head)), ...cells.map(line)].map((text) => `  ${text}\n`).join('');
}
