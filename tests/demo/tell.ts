import { styleText } from 'node:util';
import Table from 'cli-table3';

/** How the demo speaks: a heading a step, a few sentences, and tables. */
let step = 0;

export function heading(text: string): void {
  step++;
  process.stdout.write(`\n${bold(`${step}. ${text}`)}\n`);
}

export function say(text: string): void {
  process.stdout.write(`   ${text}\n`);
}

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const drawn = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) =>
      rows.every((row) => typeof row[column] === 'number') ? 'right' : 'left',
    ),
  });
  drawn.push(
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell))),
  );
  process.stdout.write(`${drawn.toString().replaceAll(/^/gm, '   ')}\n`);
}

function bold(text: string): string {
  return process.stdout.isTTY ? styleText('bold', text) : text;
}
