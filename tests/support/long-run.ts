import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const isLong = process.env['EVENTBOOK_LONG'] === '1';
const tests = dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json'));
const page = join(tests, '../docs/ledger.md');

/** `npm run test:long` runs the counts that were promised; `npm test` the same tests with fewer turns. */
export function turns(short: number, long: number): number {
  return isLong ? long : short;
}

/** Prints what a fault test counted. A long run also puts it into docs/ledger.md, in the place of its last. */
export function recordLedger(title: string, ledger: Readonly<Record<string, number | string>>): void {
  console.log(`${title}: ${JSON.stringify(ledger)}`);
  if (!isLong) return;
  const rows = Object.entries({ ...ledger, date: new Date().toISOString().slice(0, 10) });
  const shown = (count: number | string) => (typeof count === 'number' ? count.toLocaleString('en') : count);
  const table = rows.map(([what, count]) => `| ${what} | ${shown(count)} |`).join('\n');
  const others = readFileSync(page, 'utf8')
    .split(/^(?=## )/m)
    .filter((section) => !section.startsWith(`## ${title}\n`));
  const section = `## ${title}\n\n| what | count |\n|---|---|\n${table}\n`;
  writeFileSync(page, `${others.map((other) => other.trimEnd()).join('\n\n')}\n\n${section}`);
}
