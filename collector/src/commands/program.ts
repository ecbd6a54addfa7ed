import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Configuration, LoadedConfiguration, ServerConfiguration } from '../config/configuration.js';
import { loadConfiguration } from '../config/load.js';
import { printConfiguration } from '../config/print.js';
import { flagOf, settingNames, settingOf, sinkOnly, type SettingName } from '../config/settings.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { listHours, reconcile, rewrite, seal, type MaintenanceConfiguration } from './maintenance.js';
import { printRepairs, printVerification, repair, verify } from './journal-care.js';
import { printHours, printReconciliation, printSealed } from './print-result.js';
import { replay } from './replay.js';
import { serve } from './serve.js';
import { sink } from './sink.js';

type Flags = Readonly<Record<string, string | string[] | boolean | undefined>>;

const maintenanceSettings: readonly SettingName[] = [
  'data',
  'warehouse',
  'name',
  'dedupe_hours',
  'retention_hours',
  'retention_bytes',
  'journal_compression',
  'parquet_engine',
  'duckdb_memory_mb',
  'duckdb_threads',
  'log_level',
];

const sinkSettings: readonly SettingName[] = [
  'catalog',
  'trusted_keys',
  'nsqd',
  'nsqlookupd',
  'poll_seconds',
  'operators_host',
  'operators_port',
  'shutdown_seconds',
  ...sinkOnly,
  ...maintenanceSettings,
];

/** Runs one command line (without the program's name); answers the exit code. Throws AppError. */
export async function run(words: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('eventbook-collector')
    .description('Takes events in, judges them by the catalog, keeps them, and writes hourly Parquet.')
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 differences, 2 usage or configuration, 70 a bug in Eventbook.\n',
    );
  const command = program
    .command('serve')
    .summary('run a collector')
    .description('Runs a collector until it is asked to stop (SIGTERM or SIGINT).')
    .option('--print-config', 'print the effective configuration and where each value comes from, and end');
  command.option(
    '--drain',
    'when it is asked to stop, first write every acknowledged event to Parquet, whatever time that takes',
  );
  withSettings(
    command,
    settingNames.filter((name) => !sinkOnly.includes(name)),
  );
  command.addHelpText(
    'after',
    examples([
      [
        'eventbook-collector serve --catalog ../my-catalog --data ../my-data',
        'a catalog that is being worked on',
      ],
      [
        'eventbook-collector serve --catalog https://snapshots.example.com/shop --data /var/lib/eventbook --trusted-keys "$KEY"',
        'published snapshots, signed',
      ],
      [
        'eventbook-collector serve --catalog git@git.example.com:data/catalog.git --data /var/lib/eventbook --workers 4',
        'the published branch of a repository, on four cores',
      ],
      ['eventbook-collector serve --config collector.json --print-config', 'what would hold, and why'],
    ]),
  );
  command.action(async (flags: Flags) => {
    const loaded = load(flags);
    if (flags['printConfig'] === true) process.stdout.write(printConfiguration(loaded));
    else await serve(serverConfiguration(loaded.configuration), { drain: flags['drain'] === true });
  });
  const sinking = program
    .command('sink')
    .summary('bring what comes over NSQ to a destination')
    .description(
      'Takes the events of a destination from NSQ and brings them there, until it is asked to stop. ' +
        'Into a bucket (s3) it brings the finished hours of a warehouse folder, and needs no NSQ.',
    )
    .argument('<destination>', 'a destination of the book');
  sinking.option('--dry-run', 'show what would be delivered from now on, and deliver nothing (no warehouse)');
  sinking.option('--once', 'end when everything that is there now has been brought (s3 alone)');
  withSettings(sinking, sinkSettings);
  sinking.addHelpText(
    'after',
    examples([
      [
        'eventbook-collector sink warehouse --catalog ../my-catalog --data ../warehouse-data --nsqd 127.0.0.1:4150',
        'hours of Parquet of everything that collectors send',
      ],
      [
        'EVENTBOOK_COLLECTOR_TO=amqp://user:secret@mq/ eventbook-collector sink orders --catalog ../my-catalog --data ../orders-data --nsqd 127.0.0.1:4150',
        'a RabbitMQ; what is secret stands in no command line',
      ],
      [
        'eventbook-collector sink bucket --catalog ../my-catalog --data ../bucket-data --warehouse ../my-data/warehouse --to s3://my-bucket/events --once',
        'the finished hours of a folder into a bucket, for cron; without --once it goes on',
      ],
    ]),
  );
  sinking.action(async (destination: string, flags: Flags) => {
    const configuration = serverConfiguration(load(flags).configuration);
    await sink(destination, configuration, {
      dryRun: flags['dryRun'] === true,
      once: flags['once'] === true,
    });
  });
  const relayed = program
    .command('relay')
    .summary('what goes over NSQ')
    .description('Commands about what goes over NSQ.');
  const replaying = relayed
    .command('replay')
    .summary('send hours again to a destination')
    .description(
      'Sends what the journals hold of these hours to a destination once more, by the routes of the snapshots that judged. ' +
        'Asks the running collector. Recipients tell what they have had by `event_id`.',
    )
    .requiredOption('--destination <name>', 'a destination of the book')
    .requiredOption('--from <hour>', 'the first UTC hour, like 2026-11-23T07')
    .requiredOption('--to <hour>', 'the last one');
  withSettings(replaying, ['data']);
  withFormat(replaying);
  replaying.addHelpText(
    'after',
    examples([
      [
        'eventbook-collector relay replay --data ../my-data --destination archive --from 2026-11-23T07 --to 2026-11-23T09',
        'three hours, for a queue that was lost',
      ],
    ]),
  );
  replaying.action(async (flags: Flags) => {
    const { data } = withData(load(flags).configuration);
    const [from = '', to = ''] = checkedHours([String(flags['from']), String(flags['to'])]);
    const sent = await replay(data, String(flags['destination']), from, to);
    process.stdout.write(
      flags['format'] === 'json'
        ? asJson(sent)
        : `${sent.events} events were sent again, in ${sent.messages} messages.\n`,
    );
  });
  const maintenance = <Result>(
    name: string,
    summary: string,
    description: string,
    work: (configuration: MaintenanceConfiguration, flags: Flags) => Promise<Result>,
    print: (result: Result) => string,
    code: (result: Result) => number = () => 0,
    own: { readonly option?: Option; readonly example?: string } = {},
  ): void => {
    const made = program.command(name).summary(summary).description(description);
    if (own.option !== undefined) made.addOption(own.option);
    withSettings(made, maintenanceSettings);
    withFormat(made);
    const line = `eventbook-collector ${name} --data ../my-data${own.example ?? ''}`;
    made.addHelpText('after', examples([[line, summary]]));
    made.action(async (flags: Flags) => {
      const configuration = withData(load(flags, { log_level: 'warn' }).configuration);
      const result = await work(configuration, flags);
      process.stdout.write(flags['format'] === 'json' ? asJson(result) : print(result));
      exitCode = code(result);
    });
  };
  maintenance(
    'seal',
    'write what is journalled now',
    'Writes every acknowledged event to Parquet now. Asks the running collector, or does it itself where none runs.',
    seal,
    printSealed,
  );
  maintenance(
    'rewrite',
    'write hours again, from their journals',
    'Writes hours anew as their next generation: equal rows under new names, in one file per table. The older files ' +
      'stay for an hour. Asks the running collector, or does it itself where none runs.',
    (configuration, flags) => rewrite(configuration, hoursOf(flags)),
    printSealed,
    () => 0,
    {
      option: new Option('--hour <hours...>', 'UTC hours, like 2026-11-23T07').makeOptionMandatory(),
      example: ' --hour 2026-11-23T07',
    },
  );
  maintenance(
    'hours',
    'list the hours: open, closed, with counts',
    'Lists the hours that are in a journal still and those after; with --since, as far as manifests go back.',
    (configuration, flags) => listHours(configuration, sinceOf(flags)),
    printHours,
    () => 0,
    { option: sinceOption() },
  );
  maintenance(
    'reconcile',
    'prove that everything that was kept was written',
    'Holds journals, manifests and files against each other; exit 1 where they differ.',
    (configuration, flags) => reconcile(configuration, sinceOf(flags)),
    printReconciliation,
    ({ ok }) => (ok ? 0 : 1),
    { option: sinceOption() },
  );
  maintenance(
    'verify',
    'read every byte of the journals',
    'Reads every byte of every journal: checksums, positions, times and seals; exit 1 where something does not hold. ' +
      'Changes nothing, and a collector may run meanwhile.',
    verify,
    printVerification,
    ({ ok }) => (ok ? 0 : 1),
  );
  maintenance(
    'repair',
    'go on with what is sound of a damaged journal',
    'Keeps each damaged segment under `damaged` in the data directory and puts all that is sound in it in its place; ' +
      'what is lost is noted, and stands in the manifests of its hours. No collector may run.',
    repair,
    printRepairs,
    ({ verification }) => (verification.ok ? 0 : 1),
  );
  const ask = program
    .command('query')
    .summary('ask the warehouse a question in SQL')
    .description(
      'Asks DuckDB about what was written: each event is a table by its name, and what was quarantined is in ' +
        '`quarantine`. Only the files that manifests name are read. Without SQL, lists the tables.',
    )
    .argument('[sql]', "DuckDB's SQL");
  withSettings(ask, ['data', 'warehouse']);
  withFormat(ask);
  ask.addHelpText(
    'after',
    examples([
      ['eventbook-collector query --data ../my-data', 'which tables there are'],
      [
        `eventbook-collector query --data ../my-data 'SELECT * FROM "checkout.order_paid" LIMIT 5'`,
        'the first rows of an event',
      ],
    ]),
  );
  ask.action(async (sql: string | undefined, flags: Flags) => {
    const { data, warehouse } = withData(load(flags).configuration);
    // Loaded when it is asked for: it brings DuckDB, which does not run everywhere.
    const { objectsOf, printRows, query } = await import('./query.js');
    const result = await query(warehouse ?? dataDirectoryLayout(data).warehouse, sql);
    process.stdout.write(flags['format'] === 'json' ? asJson(objectsOf(result)) : printRows(result));
  });
  const watch = program
    .command('top')
    .summary('watch a running collector')
    .description(
      'Shows what a running collector does, every second until Ctrl-C: events a second by outcome and event, answer ' +
        'times, lag and the reasons why events were not simply accepted.',
    )
    .option('--operators <url>', "the collector's listener for operators, where it runs elsewhere")
    .addOption(new Option('--interval <seconds>', 'how often to look').default(1).argParser(positive))
    .option('--once', 'look once and end');
  withSettings(watch, ['data']);
  withFormat(watch);
  watch.addHelpText(
    'after',
    examples([
      ['eventbook-collector top --data ../my-data', 'the collector on this machine'],
      [
        'eventbook-collector top --operators http://10.0.0.7:8471 --once --format json',
        'one look, for a script',
      ],
    ]),
  );
  watch.action(async (flags: Flags & { readonly interval: number }) => {
    const { data } = load(flags).configuration;
    const { top } = await import('./top/top.js');
    await top({
      operators: typeof flags['operators'] === 'string' ? flags['operators'] : undefined,
      data: data === undefined ? undefined : resolve(data),
      seconds: flags.interval,
      once: flags['once'] === true,
      format: flags['format'] === 'json' ? 'json' : 'text',
    });
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    // Commander has said on stderr what it did not understand; asking for help is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return exitCode;
}

function sinceOption(): Option {
  return new Option('--since <hour>', 'from this UTC hour on, like 2026-11-23T07');
}

function sinceOf(flags: Flags): string | undefined {
  const given = flags['since'];
  return typeof given === 'string' ? checkedHours([given])[0] : undefined;
}

function hoursOf(flags: Flags): readonly string[] {
  const given = flags['hour'];
  return checkedHours(Array.isArray(given) ? given : []);
}

function checkedHours(hours: readonly string[]): readonly string[] {
  const wrong = hours.find((hour) => !/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3])$/.test(hour));
  if (wrong === undefined) return hours;
  throw new AppError('user', 'usage', `${wrong} is no hour.`, { hint: 'Hours are UTC, like 2026-11-23T07.' });
}

function positive(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0.1 && seconds <= 3600)) throw new InvalidArgumentError('From 0.1 to 3600 seconds.');
  return seconds;
}

function withFormat(command: Command): void {
  command.addOption(
    new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'),
  );
}

function asJson(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

function withSettings(command: Command, names: readonly SettingName[]): void {
  command.option('--config <file>', 'a JSON file of settings; environment variables and flags go over it');
  for (const name of names) {
    const setting = settingOf(name);
    const value = setting.type === 'whole' ? '<number>' : setting.type === 'texts' ? '<text...>' : '<text>';
    const short = setting.short === undefined ? '' : `${setting.short}, `;
    const assumed = typeof setting.default === 'object' ? undefined : setting.default;
    const note = assumed === undefined ? '' : ` (default: ${assumed})`;
    command.addOption(new Option(`${short}${flagOf(name)} ${value}`, `${setting.sentence}${note}`));
  }
}

function load(flags: Flags, instead: Partial<Record<SettingName, string>> = {}): LoadedConfiguration {
  const given: Partial<Record<SettingName, string | readonly string[]>> = {};
  for (const name of settingNames) {
    const flag = flags[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof flag === 'string' || Array.isArray(flag)) given[name] = flag;
  }
  const file = typeof flags['config'] === 'string' ? flags['config'] : undefined;
  const loaded = loadConfiguration({ file, environment: process.env, flags: given });
  const assumed = Object.entries(instead).filter(
    ([name]) => loaded.origins[name as SettingName] === 'default',
  );
  return { ...loaded, configuration: { ...loaded.configuration, ...Object.fromEntries(assumed) } };
}

function withData(configuration: Configuration): Configuration & { readonly data: string } {
  const { data, warehouse } = configuration;
  if (data === undefined) throw missing('data', 'the folder that the collector keeps its journals in');
  const absolute = warehouse === undefined ? {} : { warehouse: resolve(warehouse) };
  return { ...configuration, ...absolute, data: resolve(data) };
}

function serverConfiguration(configuration: Configuration): ServerConfiguration {
  const complete = withData(configuration);
  const { catalog } = complete;
  if (catalog === undefined) throw missing('catalog', 'the place that snapshots come from');
  return { ...complete, catalog };
}

function missing(name: SettingName, what: string): AppError {
  return new AppError('user', 'configuration_invalid', `${name} is missing: ${what}.`, {
    hint: `Give ${flagOf(name)}, or put "${name}" into the file that --config names.`,
    data: { setting: name },
  });
}

function examples(lines: readonly (readonly [line: string, purpose: string])[]): string {
  return `\nExamples:\n${lines.map(([line, purpose]) => `  ${line}\n      ${purpose}`).join('\n')}\n`;
}
