import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCatalog } from '@eventbook/shared/check/check';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { type Fault, faults, makeUpEvents } from './made-up-events.js';
import { heading, say, table } from './tell.js';
import { type Warehouse, readWarehouse } from '../support/warehouse.js';

/** Who sends how much; 50,000 in all. */
const senders = [
  { source: 'site-backend/adverts', count: 20_000 },
  { source: 'site-frontend/web', count: 20_000 },
  { source: 'mobile-app/android', count: 10_000 },
];

interface Sent {
  readonly sent: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/** Tells the story and returns whether its sums came out right. */
export async function runDemo(folder: string, options: { readonly keep: boolean }): Promise<boolean> {
  const book = join(folder, 'book');
  const data = join(folder, 'data');

  heading('A book of events');
  await eventbook('init', book);
  const catalog = await tellCatalog(book);
  say((await eventbook('check', book)).trim());

  heading('A snapshot of it, with a write key for each sender');
  const keys = new Map<string, string>();
  for (const { source } of senders) keys.set(source, await createKey(book, source));
  const snapshot = join(folder, 'book.snapshot');
  say((await eventbook('snapshot', 'build', book, '--working-tree', '--output', snapshot)).trim());

  heading('A collector, and 50,000 events, some wrong on purpose');
  const collector = await startCollector({ catalog: snapshot, data });
  let sums: Sent;
  let reconciled: { status: number | null; stdout: string };
  try {
    const planted = emptyPlan();
    sums = await sendAll(folder, catalog, keys, collector.url, planted);
    tellPlan(planted);

    heading('The hour, written now instead of when it is over');
    await collectorCommand('seal', data);
    reconciled = await runCommand('eventbook-collector', ['reconcile', '--data', data]);
    say(reconciled.stdout.trim().replaceAll('\n', '\n   '));
  } finally {
    await collector.stop();
  }
  const warehouse = await readWarehouse(join(data, 'warehouse'));

  heading('What is in the warehouse, asked of DuckDB');
  table(['event', 'rows'], warehouse.rowsPerEvent);
  say('Why events were flagged or quarantined:');
  table(['outcome', 'reason', 'events', 'for example'], warehouse.reasons);

  heading('Does it add up?');
  const holds = tellSums(sums, warehouse) && reconciled.status === 0;

  heading(options.keep ? 'Where everything is' : 'What to try next');
  if (options.keep) say(folder);
  else
    say('npm run demo -- --keep   leaves the folder, so that you can look into its Parquet and its journal');
  say(
    'README.md                describes an event of your own, sends it with curl and finds it: ten minutes',
  );
  return holds;
}

async function eventbook(...args: string[]): Promise<string> {
  return succeed(`eventbook ${args.join(' ')}`, await runCommand('eventbook', args));
}

async function collectorCommand(name: string, data: string): Promise<string> {
  return succeed(
    `eventbook-collector ${name}`,
    await runCommand('eventbook-collector', [name, '--data', data]),
  );
}

function succeed(what: string, result: { status: number | null; stdout: string; stderr: string }): string {
  if (result.status !== 0) throw new Error(`${what} failed:\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

async function tellCatalog(book: string): Promise<Catalog> {
  const { catalog } = checkCatalog((await readCatalogFolder(book)).files);
  const { events, fields, environments, owners, settings } = catalog;
  const contracts = [...events.values()].reduce((sum, event) => sum + event.contracts.size, 0);
  say(`${settings.title ?? settings.name}: a git repository of plain JSON files.`);
  table(
    ['events', 'contracts', 'dictionary fields', 'environments', 'owners'],
    [[events.size, contracts, fields.size, environments.size, owners.size]],
  );
  const drafts = [...events.values()].filter(({ card }) => card.status === 'draft').length;
  say(`${drafts} of the events is a draft: in the book, but in no snapshot, and so not sent below.`);
  return catalog;
}

async function createKey(book: string, source: string): Promise<string> {
  const output = await eventbook('source', 'key', 'create', source, '--catalog', book, '--format', 'json');
  return (JSON.parse(output) as { key: string }).key;
}

function emptyPlan(): Record<Fault, number> {
  return Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<Fault, number>;
}

async function sendAll(
  folder: string,
  catalog: Catalog,
  keys: ReadonlyMap<string, string>,
  url: string,
  planted: Record<Fault, number>,
): Promise<Sent> {
  const rows: [string, number, number, number, number, number][] = [];
  for (const [index, { source, count }] of senders.entries()) {
    const [environment = ''] = source.split('/');
    const made = makeUpEvents(catalog, environment, count, index + 1);
    for (const fault of faults) planted[fault] += made.planted[fault];
    const file = join(folder, `${environment}.ndjson`);
    await writeFile(file, `${made.lines.join('\n')}\n`);
    const args = ['send', file, '--to', url, '--allow-quarantined', '--format', 'json'];
    const sent = await runCommand('eventbook', args, { env: { EVENTBOOK_KEY: keys.get(source) ?? '' } });
    const tally = JSON.parse(succeed('eventbook send', sent)) as Sent;
    rows.push([source, tally.sent, tally.accepted, tally.flagged, tally.quarantined, tally.rejected]);
  }
  const sum = (column: 1 | 2 | 3 | 4 | 5) => rows.reduce((total, row) => total + row[column], 0);
  const all = { sent: sum(1), accepted: sum(2), flagged: sum(3), quarantined: sum(4), rejected: sum(5) };
  rows.push(['all', all.sent, all.accepted, all.flagged, all.quarantined, all.rejected]);
  table(['source', 'sent', 'accepted', 'flagged', 'quarantined', 'rejected'], rows);
  return all;
}

function tellPlan(planted: Readonly<Record<Fault, number>>): void {
  say('What was made wrong:');
  table(
    ['fault', 'events'],
    Object.entries(planted).map(([fault, count]) => [fault, count]),
  );
}

function tellSums(sent: Sent, warehouse: Warehouse): boolean {
  const { rows, repeats, quarantineRows, quarantineRepeats } = warehouse;
  const equations: [text: string, left: number, right: number][] = [
    [
      'sent = accepted + flagged + quarantined + rejected',
      sent.sent,
      sent.accepted + sent.flagged + sent.quarantined + sent.rejected,
    ],
    ['rows = accepted + flagged − repeats', rows, sent.accepted + sent.flagged - repeats],
    ['quarantine = quarantined − its repeats', quarantineRows, sent.quarantined - quarantineRepeats],
  ];
  table(
    ['the sum', 'left', 'right', ''],
    equations.map(([text, left, right]) => [text, left, right, left === right ? 'holds' : 'DOES NOT HOLD']),
  );
  return equations.every(([, left, right]) => left === right);
}
