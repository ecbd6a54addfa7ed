import { styleText } from 'node:util';
import { outcomes } from '@eventbook/shared/event/outcome';
import { table } from '../table.js';
import type { Overview } from './overview.js';

export interface Screen {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  readonly colours: boolean;
}

const linesOfHead = 10;
const fewest = 3;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** One picture of a collector, no higher and no wider than the screen. */
export function draw(now: Overview, { title, rows, columns, colours }: Screen): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    colours ? styleText(format, text) : text;
  const most = Math.max(fewest, Math.floor((rows - linesOfHead) / 2));
  const events = now.events
    .slice(0, most)
    .map(({ event, rates, perSecond, total }) => [
      event === '' ? '(not in the catalog)' : event,
      ...outcomes.map((outcome) => perSecondText(rates[outcome])),
      perSecondText(perSecond),
      whole.format(total),
    ]);
  const reasons = now.reasons
    .slice(0, most)
    .map(({ event, code, field, perSecond, total }) => [
      code,
      event === '' ? '(not in the catalog)' : event,
      field === '' ? '-' : field,
      perSecondText(perSecond),
      whole.format(total),
    ]);
  const lines = [
    style('bold', title),
    eventsLine(now),
    answersLine(now),
    journalLine(now),
    ...behindLines(now),
    ...alerts(now).map((alert) => style('red', alert)),
    '',
    ...asLines(['event', ...outcomes, 'all/s', 'since start'], events, style),
    ...(reasons.length === 0
      ? []
      : ['', ...asLines(['reason', 'event', 'field', '/s', 'since start'], reasons, style)]),
  ];
  return lines.map((line) => cut(line, columns)).join('\n');
}

function eventsLine({ eventsPerSecond, outcomes: all }: Overview): string {
  const each = outcomes.map((outcome) => `${outcome} ${perSecondText(all[outcome])}`).join(', ');
  return `events    ${perSecondText(eventsPerSecond)}/s: ${each}`;
}

function answersLine({ requestsPerSecond, refusedPerSecond, answers }: Overview): string {
  const times =
    answers === undefined
      ? 'none answered'
      : `half within ${time(answers.p50)}, 99 % within ${time(answers.p99)}, slowest within ${time(answers.slowest)}`;
  return `requests  ${perSecondText(requestsPerSecond)}/s, refused ${perSecondText(refusedPerSecond)}/s; ${times}`;
}

function journalLine(now: Overview): string {
  const free = now.diskFreeBytes === undefined ? '' : `, ${bytes(now.diskFreeBytes)} free`;
  const age = now.snapshotAgeSeconds === undefined ? '' : `, ${duration(now.snapshotAgeSeconds)} old`;
  const snapshot = now.snapshotSequence === undefined ? 'none' : `${now.snapshotSequence}${age}`;
  return (
    `journal   lag ${time(now.journalLagSeconds)}, ${bytes(now.journalPendingBytes)} pending, ` +
    `${bytes(now.journalDiskBytes)} on disk${free}; snapshot ${snapshot}; hours waiting ${now.hoursWaiting}`
  );
}

function behindLines({ behind }: Overview): string[] {
  const each = behind.map(
    ({ destination, events, seconds }) =>
      `${destination} ${whole.format(events)} ${events === 1 ? 'event' : 'events'}, ${duration(seconds)}`,
  );
  return each.length === 0 ? [] : [`behind    ${each.join('; ')}`];
}

/** What docs/collector.md tells what to do about. */
function alerts(now: Overview): string[] {
  return [
    ...(now.journalRefuses ? ['! the journal refuses events: senders are answered 503'] : []),
    ...(now.snapshotSequence === undefined ? ['! there is no snapshot: senders are answered 503'] : []),
    ...(now.clockAheadSeconds > 1
      ? [
          `! the clock was set back by ${duration(now.clockAheadSeconds)}: received times stand still until it has caught up`,
        ]
      : []),
    ...(now.restarts > 0 ? [`! processes were started anew ${now.restarts} times`] : []),
  ];
}

function asLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: (format: Parameters<typeof styleText>[0], text: string) => string,
): string[] {
  const numbers = head.map((_, column) => rows.every((row) => /^[\d,.]*$/.test(row[column] ?? '')));
  const [first = '', ...others] = table(head, rows, numbers).trimEnd().split('\n');
  return [style('dim', first), ...others];
}

function perSecondText(value: number): string {
  return value >= 100 || value === 0 ? whole.format(value) : oneDigit.format(value);
}

function time(seconds: number): string {
  if (seconds === Infinity) return 'more than 10 s';
  return seconds < 1 ? `${oneDigit.format(seconds * 1000)} ms` : `${oneDigit.format(seconds)} s`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${whole.format(seconds)} s`;
  if (seconds < 7200) return `${whole.format(seconds / 60)} min`;
  return seconds < 172_800 ? `${whole.format(seconds / 3600)} h` : `${whole.format(seconds / 86_400)} d`;
}

function bytes(count: number): string {
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (count >= size) return `${oneDigit.format(count / size)} ${unit}`;
  }
  return `${count} B`;
}

/** Style codes take no room: they are not counted, and a line that has them is short enough by itself. */
function cut(line: string, columns: number): string {
  return line.length <= columns || line.includes('\u001b') ? line : `${line.slice(0, columns - 1)}…`;
}
