import type { EventReport, ImportReport } from '@eventbook/shared/import/report/import-report';
import { lossTable } from '@eventbook/shared/import/report/loss-table';
import type { Paint } from './paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import type { Report } from './printer.js';
import { table } from './table.js';

/** So many of a kind are listed; the Markdown file and JSON have them all. */
const mostListed = 20;

interface Done {
  readonly directory: string;
  /** Whether the files were written. */
  readonly writes: boolean;
  readonly isDryRun: boolean;
}

/** What an import did, or would do. */
export function importReport(report: ImportReport, done: Done): Report {
  return {
    data: { ...report, written: done.writes, directory: done.directory },
    text: (paint) =>
      [
        head(report, done, paint),
        lossText(report, paint),
        troubleText(report, paint),
        nameText(report.events, paint),
        next(report, done),
      ]
        .filter((part) => part !== '')
        .join('\n'),
  };
}

function head({ source, sums, shared, privacy }: ImportReport, done: Done, paint: Paint): string {
  const { events } = sums;
  const verb = done.isDryRun
    ? 'Would import'
    : done.writes
      ? paint('green', 'Imported')
      : paint('red', 'Not imported');
  const states = [
    `${events.new} new`,
    ...(events.grown === 0 ? [] : [`${events.grown} with new versions`]),
    ...(events.unchanged === 0 ? [] : [`${events.unchanged} there already`]),
    ...(events.refused === 0 ? [] : [paint('red', `${events.refused} refused`)]),
  ];
  const count = events.new + events.grown + events.unchanged + events.refused;
  const fields = Object.values(privacy).reduce((sum, each) => sum + each, 0);
  const lines = [
    `${verb} from ${source}: ${count} events (${states.join(', ')}) into ${plain(done.directory)}.`,
    `  ${sums.schemas} schemas: ${paint('bold', `${sums.exact} exactly`)}, ${sums.loosened} with losses` +
      `${sums.refused === 0 ? '' : `, ${sums.refused} refused`}; ${sums.unread} places could not be read, ` +
      `${sums.skipped} files of other kinds were passed over.`,
    `  ${sums.files} files${done.writes ? ' written' : ''}; new fields: ${fields}, of which in the dictionary: ${shared.length}.`,
  ];
  if (fields > 0) {
    lines.push(
      `  Privacy classes are guesses from names, to be looked at: ${privacy.personal} personal, ` +
        `${privacy.pseudonymous} pseudonymous, ${privacy.none} none.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function lossText(report: ImportReport, paint: Paint): string {
  const rows = lossTable(report);
  if (rows.length === 0) return '';
  const cells = rows.map(({ schemas, alone, effect, keyword, example }) => [
    String(schemas),
    String(alone),
    effect,
    keyword,
    example.length > 90 ? `${example.slice(0, 89)}…` : example,
  ]);
  return `What was lost\n${table(['schemas', 'alone', 'effect', 'what', 'for example'], cells, paint)}`;
}

function troubleText({ unread, events }: ImportReport, paint: Paint): string {
  const lines = [
    ...unread.map(
      ({ file, pointer, reason }) =>
        `  ${paint('red', 'unread')}   ${plain(`${file}${pointer}`)}\n    ${plain(reason)}`,
    ),
    ...events
      .filter(({ state }) => state === 'refused')
      .map(({ from, reason }) => `  ${paint('red', 'refused')}  ${plain(from)}\n    ${plain(reason ?? '')}`),
    ...events.flatMap(({ event, remarks }) =>
      remarks.map((remark) => `  ${paint('yellow', 'told')}     ${plain(event)}\n    ${plain(remark)}`),
    ),
  ];
  if (lines.length === 0) return '';
  const more = lines.length > mostListed ? `  … and ${lines.length - mostListed} more\n` : '';
  return `In the way\n${lines.slice(0, mostListed).join('\n')}\n${more}`;
}

function nameText(events: readonly EventReport[], paint: Paint): string {
  const contracts = new Map<string, number[]>();
  for (const { event, state, versions } of events) {
    if (state === 'refused') continue;
    for (const { contract, names } of versions) {
      for (const { from, to } of names) {
        const line = JSON.stringify([event, from === '' ? '(all of it)' : from, to]);
        contracts.set(line, [...(contracts.get(line) ?? []), contract]);
      }
    }
  }
  if (contracts.size === 0) return '';
  const rows = [...contracts].slice(0, mostListed).map(([line, numbers]) => {
    const [event = '', from = '', to = ''] = JSON.parse(line) as string[];
    return [event, numbers.join(', '), from, to];
  });
  const more = contracts.size > mostListed ? `  … and ${contracts.size - mostListed} more\n` : '';
  return `Names that changed\n${table(['event', 'contracts', 'was', 'is'], rows, paint)}${more}`;
}

function next({ sums, files }: ImportReport, { writes, isDryRun }: Done): string {
  const all = 'Everything, event by event: --report <file>, or --format json.\n';
  if (writes && files.length > 0)
    return `${all}What to do next: eventbook check, look at the changes, commit them.\n`;
  if (isDryRun || writes) return all;
  return (
    `${all}Nothing was written: ${sums.unread} places could not be read and ${sums.events.refused} events were refused. ` +
    'Mend them, or leave them out with --keep-going.\n'
  );
}
