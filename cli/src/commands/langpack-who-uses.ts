import { resolve } from 'node:path';
import type { Catalog } from '@eventbook/shared/catalog/model';
import type { Sender } from '@eventbook/shared/check/senders';
import type { Command } from '../command.js';
import { catalogDirectory, numberOption, textOption, usage } from '../options.js';
import { table } from '../printers/table.js';
import { readCatalog } from '../read-catalog.js';
import { standingOf, type Standing } from '../warehouse/standing.js';
import { readSenders } from '../warehouse/read-senders.js';

const usualDays = 30;
const millisecondsOfDay = 86_400_000;

interface Use extends Sender {
  readonly standing: Standing;
}

export const langpackWhoUses: Command = {
  description:
    "Reads a collector's warehouse: which sources have sent which versions of which events lately, with which langpack, how " +
    'often and when last; what was quarantined counts too. That is whom an owner has to talk to before a sunset date. With --ending only what is ' +
    'deprecated, withdrawn or ended is listed, and the command exits 1 while anybody still sends it.',
  arguments: [{ name: '<warehouse>', description: 'the folder that holds _hours/ and events/' }],
  options: [
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
    { flags: '--event <name>', description: 'only this event' },
    { flags: '--version <number>', description: 'only this version' },
    { flags: '--environment <name>', description: 'only what this environment sends' },
    { flags: '--days <number>', description: 'how far to look back', default: String(usualDays) },
    { flags: '--ending', description: 'only what has come to its end, or will' },
  ],
  examples: [
    { line: 'eventbook langpack who-uses ../data/warehouse --ending', purpose: 'whom to talk to' },
    {
      line: 'eventbook langpack who-uses ../data/warehouse --event checkout.order_paid --version 2',
      purpose: 'who still sends one version',
    },
  ],
  async run(invocation) {
    const { context, printer, options } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name the warehouse.');
    const days = numberOption(invocation, 'days', 1) ?? usualDays;
    const now = new Date();
    const today = now.toISOString().slice(0, 10);
    const since = new Date(now.getTime() - days * millisecondsOfDay).toISOString().slice(0, 10);
    const event = textOption(invocation, 'event');
    const catalog = await readCatalog(catalogDirectory(context, textOption(invocation, 'catalog')));
    const senders = await readSenders(resolve(context.cwd, given), (name) =>
      event === undefined || name === event ? since : undefined,
    );
    const version = numberOption(invocation, 'version', 1);
    const environment = textOption(invocation, 'environment');
    const uses = [...senders.values()]
      .flat()
      .map((sender): Use => ({ ...sender, standing: standingOf(catalog, sender, today) }))
      .filter((use) => version === undefined || use.version === version)
      .filter((use) => environment === undefined || use.environment === environment)
      .filter((use) => options['ending'] !== true || use.standing.isEnding)
      .sort(byEventAndVersion);
    printer.report({
      data: { since, uses: uses.map(({ standing, ...use }) => ({ ...use, standing: standing.words })) },
      text: (paint) =>
        uses.length === 0
          ? `${paint('green', 'Nobody')} has sent that since ${since}.\n`
          : `${table(head, uses.map(rowOf), paint)}${notes(uses, catalog)}`,
    });
    return options['ending'] === true && uses.length > 0 ? 1 : 0;
  },
};

const head = ['event', 'version', 'source', 'langpack', 'rows', 'quarantined', 'last', 'standing'];

function rowOf({ event, version, source, langpack = '(none)', last, standing, ...use }: Use): string[] {
  const counts = [use.rows, use.quarantined].map((rows) => rows.toLocaleString('en'));
  return [event, String(version), source, langpack, ...counts, last, standing.words];
}

function byEventAndVersion(one: Use, other: Use): number {
  if (one.event !== other.event) return one.event < other.event ? -1 : 1;
  return one.version - other.version || other.rows - one.rows;
}

/** Whom to ask: the owners of the environments that still send something that is ending. */
function notes(uses: readonly Use[], catalog: Catalog): string {
  const owners = new Set(
    uses
      .filter(({ standing }) => standing.isEnding)
      .map(({ environment }) => catalog.environments.get(environment)?.card.owner),
  );
  const titles = [...owners].flatMap((owner) => {
    const known = owner === undefined ? undefined : catalog.owners.get(owner);
    return known === undefined
      ? []
      : [`${known.title} (${known.contacts?.email ?? known.contacts?.chat ?? owner})`];
  });
  return titles.length === 0 ? '' : `\nWhose senders have to move: ${titles.join(', ')}.\n`;
}
