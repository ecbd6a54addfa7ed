import { extname, resolve } from 'node:path';
import type { Command, Invocation } from '../command.js';
import { openInput } from '../input/open-input.js';
import { numberOption, textOption, usage } from '../options.js';
import { startProgress } from '../printers/progress.js';
import { sendReport } from '../printers/send-report.js';
import { readCatalog } from '../read-catalog.js';
import { inBatches } from '../send/batches.js';
import { eventIds } from '../send/event-id.js';
import { readEvents } from '../send/read-events.js';
import { sendAll } from '../send/sender.js';
import { Tally } from '../send/tally.js';

const batchLimits = { events: 500, bytes: 900_000 };

export const send: Command = {
  description:
    'Takes NDJSON (an envelope on each line), a JSON array of envelopes, or CSV; each may be packed with gzip. Rows ' +
    'of CSV become envelopes: one column names the event, the others are its fields, typed as --catalog says and ' +
    'strings without it; an empty cell is a field that is not there. Times without a zone are UTC. An event without ' +
    "an id gets one from the file's name and its line, so sending a file twice stores nothing twice. What a " +
    'collector cannot take at the moment is sent again. Exits 1 if anything was quarantined, rejected or too large.',
  arguments: [{ name: '<file>', description: 'the file, or - for the standard input' }],
  options: [
    { flags: '--to <urls>', description: 'the collector; several with commas between them', required: true },
    { flags: '--key <key>', description: "the source's write key", env: 'EVENTBOOK_KEY' },
    { flags: '--event-column <name>', description: 'CSV: the column with the name of the event' },
    { flags: '--time-column <name>', description: 'CSV: the column with the time of the event' },
    { flags: '--version <number>', description: 'CSV: the version of the events; 1 unless said otherwise' },
    { flags: '--environment-version <number>', description: 'CSV: the version of the common fields' },
    { flags: '--catalog <dir>', description: 'CSV: the catalog that says which types the columns have' },
    { flags: '--name <name>', description: "the name that ids are made from, in place of the file's" },
    { flags: '--in-flight <number>', description: 'requests under way at a time', default: '4' },
    { flags: '--retry-for <seconds>', description: 'how long a request is tried again', default: '300' },
    { flags: '--allow-quarantined', description: 'exit 0 where events were quarantined, but none rejected' },
  ],
  examples: [
    {
      line: 'eventbook send events.ndjson --to http://localhost:8470 --key eb_…',
      purpose: 'send a file of envelopes',
    },
    {
      line: 'eventbook send visits.csv.gz --event-column event --time-column timestamp --to http://localhost:8470',
      purpose: 'send a table, with the key in EVENTBOOK_KEY',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name a file.');
    const urls = collectorUrls(textOption(invocation, 'to') ?? '');
    const key = writeKey(invocation);
    const seconds = numberOption(invocation, 'retryFor', 0) ?? 300;
    const inFlight = numberOption(invocation, 'inFlight', 1) ?? 4;
    const name = textOption(invocation, 'name') ?? (given === '-' ? undefined : given);
    const csv = await csvOptions(invocation, given);
    const input = await openInput(given, context);
    const tally = new Tally();
    const progress = startProgress(context, input.size);
    const onProgress = (): void => progress.update(input.bytesRead(), tally.answered);
    try {
      const events = readEvents(input, csv, eventIds(name), () => tally.addTooLarge());
      const batches = inBatches(events, batchLimits);
      await sendAll(batches, { urls, key, inFlight, patience: seconds * 1000, onProgress }, tally);
    } catch (error) {
      progress.stop();
      // What did arrive has to be known, too.
      if (tally.answered > 0) printer.report(sendReport(tally));
      throw error;
    }
    progress.stop();
    printer.report(sendReport(tally));
    const { quarantined, rejected } = tally.counts;
    const allowed = invocation.options['allowQuarantined'] === true ? 0 : quarantined;
    return allowed + rejected + tally.tooLarge > 0 ? 1 : 0;
  },
};

function collectorUrls(text: string): URL[] {
  const urls = text.split(',').filter((part) => part.trim() !== '');
  if (urls.length === 0) throw usage('Name the collector: --to <url>.');
  return urls.map((part) => {
    const url = URL.canParse(part.trim()) ? new URL(part.trim()) : undefined;
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
    throw usage(`${JSON.stringify(part)} is no http or https URL.`, 'As in --to http://localhost:8470');
  });
}

function writeKey(invocation: Invocation): string {
  const key = textOption(invocation, 'key')?.trim() ?? '';
  if (key === '') throw usage('Give a write key: --key <key>, or the variable EVENTBOOK_KEY.');
  // Whatever else it is, it cannot stand in a header.
  if (!/^[\u0021-\u007e]+$/u.test(key)) throw usage('The write key holds characters that no key has.');
  return key;
}

async function csvOptions(invocation: Invocation, file: string): Promise<Parameters<typeof readEvents>[1]> {
  const eventColumn = textOption(invocation, 'eventColumn');
  if (eventColumn === undefined) {
    const named = extname(file.replace(/\.gz$/iu, '')).toLowerCase() === '.csv';
    const other = ['timeColumn', 'version', 'environmentVersion', 'catalog'].find(
      (option) => invocation.options[option] !== undefined,
    );
    if (!named && other === undefined) return undefined;
    throw usage('For CSV, say which column names the event: --event-column <name>.');
  }
  const catalog = textOption(invocation, 'catalog');
  return {
    eventColumn,
    timeColumn: textOption(invocation, 'timeColumn'),
    version: numberOption(invocation, 'version', 1) ?? 1,
    environmentVersion: numberOption(invocation, 'environmentVersion', 1),
    catalog: catalog === undefined ? undefined : await readCatalog(resolve(invocation.context.cwd, catalog)),
  };
}
