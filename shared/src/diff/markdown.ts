import { plain } from '../catalog/plain.js';
import type { Change, Subject, SubjectChanges, Touched } from './change.js';
import { type ComparedCatalogs, titleOf } from './compared.js';
import { countsOf, countWords } from './counts.js';
import { type Meaning, meanings } from './meaning.js';
import { changeWords, columnWords, groupedWords } from './sentences.js';
import { witnessLines } from './witness-words.js';

const signs: Readonly<Record<Meaning, string>> = {
  forbidden: '⛔',
  'affects-senders': '✋',
  'affects-readers': '👀',
  safe: '✅',
};

const headings: Readonly<Record<Meaning, string>> = {
  forbidden: 'Forbidden',
  'affects-senders': 'Affects senders',
  'affects-readers': 'Affects readers',
  safe: 'Safe',
};

/** Forges cut or refuse comments beyond 65,536 characters. */
const longestComment = 60_000;

/** A comment for a review: the sums, then what weighs most; what is safe is folded away. */
export function diffMarkdown(found: ComparedCatalogs): string {
  const { subjects } = found.diff;
  const note = found.before.note === undefined ? '' : ` ${escaped(found.before.note)}`;
  const title = `From ${escaped(titleOf(found))}.${note}`;
  if (subjects.length === 0) return `### Eventbook: no change\n\n${title}\n`;
  const parts = [`### Eventbook: ${countWords(countsOf(found.diff)).join(', ')}\n\n${title}\n`];
  let length = parts.join('').length;
  let left = subjects.length;
  for (const meaning of [...meanings].reverse()) {
    const own = subjects.filter((subject) => subject.meaning === meaning);
    if (own.length === 0) continue;
    const texts: string[] = [];
    for (const text of own.map(subjectText)) {
      if (length + text.length > longestComment) break;
      texts.push(text);
      length += text.length;
      left -= 1;
    }
    if (texts.length > 0) parts.push(sectionText(meaning, own, texts.join('\n')));
  }
  if (left > 0) parts.push(`…and ${left} more; \`eventbook diff\` shows them all.\n`);
  return parts.join('\n');
}

function sectionText(meaning: Meaning, subjects: readonly SubjectChanges[], text: string): string {
  const title = `${signs[meaning]} ${headings[meaning]}`;
  if (meaning !== 'safe') return `#### ${title}\n\n${text}`;
  const names = subjects.length === 1 ? 'one subject' : `${subjects.length} subjects`;
  return `<details><summary>${title}: ${names}</summary>\n\n${text}\n</details>\n`;
}

function subjectText({ subject, meaning, changes, touched }: SubjectChanges): string {
  const title =
    subject.kind === 'catalog' ? '**catalog.json**' : `**${subject.kind} \`${code(subject.name)}\`**`;
  return `${title}${touchedText(subject, touched)}\n${changes.map((change) => changeText(subject, change, meaning)).join('')}`;
}

function changeText(subject: Subject, change: Change, around: Meaning): string {
  const { what, meaning, affects, rule, assumed, columns, witness } = change;
  // Inside of a section only what weighs less than its heading has to say so.
  const own = meaning === around ? '' : `${signs[meaning]} `;
  const notes = [
    ...(rule === undefined ? [] : [`rule \`${rule}\``]),
    ...(meaning === 'affects-senders' && affects.includes('readers') ? ['readers, too'] : []),
    ...(assumed === true ? ['assumed: no payload that shows it was found'] : []),
    ...(columns.length === 0
      ? []
      : [`warehouse: ${columns.map((column) => escaped(columnWords(subject, column))).join(', ')}`]),
  ];
  const line = `- ${own}${escaped(changeWords(subject, what))}${notes.length === 0 ? '' : ` — ${notes.join('; ')}`}\n`;
  if (witness === undefined) return line;
  const [sent, taken] = witnessLines(witness);
  const payload = JSON.stringify(witness.accepted, null, 2).split('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(payload.join('\n')) + 1));
  const block = [`${fence}json`, ...payload, fence].map((text) => `  ${plain(text)}\n`).join('');
  const summary = `${sent.slice(0, sent.indexOf(' with '))}: ${taken}`;
  return `${line}  <details><summary>${inHtml(summary)}</summary>\n\n${block}\n  </details>\n`;
}

function touchedText({ kind }: Subject, touched: Touched): string {
  const events = kind === 'event' ? 0 : touched.events.length;
  const parts = [
    ...(events === 0 ? [] : [events === 1 ? 'one event' : `${events} events`]),
    ...(touched.owners.length === 0 ? [] : [`owners ${touched.owners.join(', ')}`]),
    ...(touched.sources.length === 0 ? [] : [`senders ${groupedWords(touched.sources)}`]),
    ...(touched.langpacks.length === 0 ? [] : [`langpacks ${groupedWords(touched.langpacks)}`]),
  ];
  return parts.length === 0 ? '' : ` · ${escaped(parts.join(' · '))}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '@': '&#64;', ':': '&#58;' };

/** Text from a catalog inside of Markdown: it can neither format, link, mention anybody nor bring in HTML. */
function escaped(text: string): string {
  return plain(text)
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/[\\`*_[\]#~|&<@]|:(?=\/\/)/gu, (character) => entities[character] ?? `\\${character}`);
}

/** The same inside of an HTML tag, where Markdown's own signs mean nothing. */
function inHtml(text: string): string {
  return plain(text).replaceAll(/[&<@]/gu, (character) => entities[character] ?? character);
}

/** Inside of backticks only a backtick has to go. */
function code(text: string): string {
  return plain(text).replaceAll('`', "'");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
