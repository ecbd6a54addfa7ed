import { plain } from '@eventbook/shared/catalog/plain';
import type { Change, Subject, SubjectChanges, Touched } from '@eventbook/shared/diff/change';
import { type ComparedCatalogs, titleOf } from '@eventbook/shared/diff/compared';
import { countsOf, countWords } from '@eventbook/shared/diff/counts';
import type { Meaning } from '@eventbook/shared/diff/meaning';
import {
  changeWords,
  columnWords,
  meaningWords,
  groupedWords,
  subjectWords,
} from '@eventbook/shared/diff/sentences';
import { witnessLines } from '@eventbook/shared/diff/witness-words';
import type { Paint, Style } from './paint.js';

const styles: Readonly<Record<Meaning, Style>> = {
  forbidden: 'red',
  'affects-senders': 'yellow',
  'affects-readers': 'cyan',
  safe: 'green',
};
const widest = Math.max(...Object.values(meaningWords).map((words) => words.length));
const indent = ' '.repeat(widest + 4);

/** For people: the sums first, then one subject after the other, what weighs most before what weighs less. */
export function diffText(found: ComparedCatalogs, paint: Paint): string {
  const { subjects } = found.diff;
  const note = found.before.note === undefined ? '' : `${plain(found.before.note)}\n`;
  if (subjects.length === 0) return `${paint('green', 'No change')} from ${plain(titleOf(found))}.\n${note}`;
  const counts = countWords(countsOf(found.diff)).map((words, index) =>
    index === 0 ? paint('bold', words) : words,
  );
  const head = `From ${plain(titleOf(found))}: ${counts.join(', ')}.\n${note}`;
  return head + subjects.map((subject) => `\n${subjectText(subject, paint)}`).join('');
}

function subjectText({ subject, meaning, changes, touched }: SubjectChanges, paint: Paint): string {
  const title = `${paint('underline', plain(subjectWords(subject)))}  ${paint(styles[meaning], meaningWords[meaning])}\n`;
  return (
    title +
    changes.map((change) => changeText(subject, change, paint)).join('') +
    touchedText(subject, touched, paint)
  );
}

function changeText(subject: Subject, change: Change, paint: Paint): string {
  const { meaning, what, rule, assumed, witness, columns, file } = change;
  const label = paint(styles[meaning], meaningWords[meaning].padEnd(widest));
  const also = meaning === 'affects-senders' && change.affects.includes('readers') ? ' (readers, too)' : '';
  const lines = [
    ...(rule === undefined ? [] : [`${plain(file)}  ${rule}`]),
    ...(assumed === true ? ['assumed: no payload that shows it was found'] : []),
    ...(witness === undefined ? [] : witnessLines(witness)),
    ...columns.map((column) => `warehouse: ${columnWords(subject, column)}`),
  ];
  return `  ${label}  ${plain(changeWords(subject, what))}${also}\n${lines.map((line) => `${indent}${paint('dim', plain(line))}\n`).join('')}`;
}

function touchedText({ kind }: Subject, touched: Touched, paint: Paint): string {
  const rows: [string, string][] = [
    ['events', kind === 'event' ? '' : listed(touched.events)],
    ['senders', groupedWords(touched.sources)],
    ['langpacks', groupedWords(touched.langpacks)],
    ['owners', listed(touched.owners)],
    ['destinations', listed(touched.destinations)],
  ];
  const there = rows.filter(([, text]) => text !== '');
  return there.length === 0
    ? ''
    : `  ${paint('dim', there.map(([title, text]) => `${title}: ${plain(text)}`).join(' · '))}\n`;
}

const mostListed = 6;

function listed(names: readonly string[]): string {
  return names.length > mostListed
    ? `${names.slice(0, mostListed).join(', ')} and ${names.length - mostListed} more`
    : names.join(', ');
}
