import type { EventReport, ImportReport, VersionReport } from './import-report.js';
import { lossTable } from './loss-table.js';

/** The whole report as Markdown, for a review or a wiki. Text from the foreign book is quoted as code. */
export function importMarkdown(report: ImportReport): string {
  return [
    `# Import from ${report.source}\n`,
    sums(report),
    losses(report),
    unread('Could not be read', report.unread),
    refused(report.events),
    names(report.events),
    lossesByEvent(report.events),
    evidence(report.events),
    unread('Passed over', report.skipped),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function sums({ sums, shared, privacy }: ImportReport): string {
  const { events } = sums;
  const rows: [string, number][] = [
    ['events that are new', events.new],
    ['events that got new versions', events.grown],
    ['events that were there already', events.unchanged],
    ['events refused', events.refused],
    ['schemas', sums.schemas],
    ['… that came over exactly', sums.exact],
    ['… of which something was lost', sums.loosened],
    ['… of events that were refused', sums.refused],
    ['places that could not be read', sums.unread],
    ['files passed over', sums.skipped],
    ['catalog files', sums.files],
    ['fields in the dictionary', shared.length],
    ...Object.entries(privacy).map(([name, count]): [string, number] => [
      `new fields proposed as ${name}`,
      count,
    ]),
  ];
  return table(
    ['what', 'count'],
    rows.map(([what, count]) => [what, String(count)]),
  );
}

function losses(report: ImportReport): string {
  const rows = lossTable(report).map(({ effect, keyword, schemas, alone, example }) => [
    code(keyword),
    effect,
    String(schemas),
    String(alone),
    cell(example),
  ]);
  if (rows.length === 0) return '';
  return `## What was lost\n\n${table(['what', 'effect', 'schemas', 'alone', 'for example'], rows)}`;
}

function unread(title: string, places: ImportReport['unread']): string {
  if (places.length === 0) return '';
  const rows = places.map(({ file, pointer, reason }) => [code(`${file}${pointer}`), cell(reason)]);
  return `## ${title}\n\n${table(['where', 'why'], rows)}`;
}

function refused(events: readonly EventReport[]): string {
  const rows = events
    .filter(({ state }) => state === 'refused')
    .map(({ from, event, reason }) => [code(from), code(event), cell(reason ?? '')]);
  return rows.length === 0 ? '' : `## Refused\n\n${table(['from', 'event', 'why'], rows)}`;
}

function names(events: readonly EventReport[]): string {
  const rows = coming(events).flatMap(({ event, versions }) =>
    versions.flatMap(({ label, contract, names: changes }) =>
      changes.map(({ from, to }) => [code(event), `${contract} (${cell(label)})`, code(from), code(to)]),
    ),
  );
  const title = '## Names\n\nOnly those that changed; steps through lists are left out.\n\n';
  return rows.length === 0 ? '' : `${title}${table(['event', 'contract', 'was', 'is'], rows)}`;
}

function lossesByEvent(events: readonly EventReport[]): string {
  const lines: string[] = [];
  for (const { event, from, versions, remarks } of coming(events)) {
    const told = versions.filter((version) => version.losses.length > 0);
    if (told.length === 0 && remarks.length === 0) continue;
    lines.push(
      `### ${code(event)}\n`,
      `From ${code(from)}.\n`,
      ...remarks.map((remark) => `- ${cell(remark)}`),
    );
    for (const version of told) lines.push(...versionLines(version));
    lines.push('');
  }
  return lines.length === 0 ? '' : `## Event by event\n\n${lines.join('\n')}`;
}

function versionLines({ label, contract, file, losses: all }: VersionReport): string[] {
  const lines = all.map(({ effect, pointer, reason }) => `  - ${effect} ${code(pointer)}: ${cell(reason)}`);
  return [`- contract ${contract} (${cell(label)}), ${code(file)}`, ...lines];
}

function evidence(events: readonly EventReport[]): string {
  const parts = coming(events).flatMap(({ event, evidence: seen = [] }) =>
    seen.length === 0 ? [] : [`### ${code(event)}\n\n${seen.map((line) => `- ${cell(line)}`).join('\n')}\n`],
  );
  return parts.length === 0 ? '' : `## What was seen\n\n${parts.join('\n')}`;
}

function coming(events: readonly EventReport[]): EventReport[] {
  return events.filter(({ state }) => state !== 'refused');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}|${'---|'.repeat(head.length)}\n${rows.map(line).join('')}`;
}

/** Text that cannot end its cell, its line or begin a tag. */
function cell(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\|<>`*_[\]]/gu, (character) => `\\${character}`);
}

function code(text: string): string {
  const bare = text.replaceAll(/[\s`]+/gu, ' ').replaceAll('|', '\\|');
  return bare.trim() === '' ? 'the payload itself' : `\`${bare}\``;
}
