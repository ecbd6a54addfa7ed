import { basename } from 'node:path';
import type { ForeignBook } from '@eventbook/shared/import/foreign';
import { ObservedEvents } from '@eventbook/shared/import/observed/observed-events';
import type { Command, Invocation } from '../command.js';
import { importOptions } from '../import/import-options.js';
import { observeCsv, observeJson } from '../import/read-rows.js';
import { runImport } from '../import/run-import.js';
import { openInput } from '../input/open-input.js';
import { textOption, usage } from '../options.js';
import { startProgress } from '../printers/progress.js';
import { parseCsvTime } from '../send/csv-time.js';

export const importEvents: Command = {
  description:
    'Reads events that were sent, as CSV, NDJSON or a JSON array of any size, also packed with gzip, and proposes for ' +
    'each kind of event a card and a contract: the types that all values have, lists of values that came often, what ' +
    'was in every row as required. The report says what was seen of each field. It is a proposal: what was never seen ' +
    'is not allowed, so look at it before you commit it. Columns are given as `send` takes them.',
  arguments: [{ name: '<file>', description: 'the file, or - for the standard input' }],
  options: [
    {
      flags: '--event-column <name>',
      description: 'the column or key that names the event',
      default: 'event',
    },
    {
      flags: '--time-column <name>',
      description: 'the column or key with the time of the event; no field is made of it',
    },
    {
      flags: '--fields-key <key>',
      description: 'JSON: the key whose object holds the fields; else every other key is one',
    },
    { flags: '--csv', description: 'the file is CSV, whatever it is called' },
    ...importOptions,
  ],
  examples: [
    {
      line: 'eventbook import events visits.csv.gz --event-column action --time-column at --catalog our-events',
      purpose: 'propose events from a table',
    },
    {
      line: 'eventbook import events track.ndjson --fields-key properties --dry-run --report seen.md',
      purpose: 'see what was seen, and write nothing else',
    },
  ],
  async run(invocation) {
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name a file.');
    const file = given === '-' ? 'the standard input' : basename(given);
    return runImport(invocation, file, () => observe(invocation, given, file));
  },
};

/** Looks at everything in a file. Throws usage, file_not_found, file_unreadable. */
async function observe(invocation: Invocation, given: string, file: string): Promise<ForeignBook> {
  const { context, options } = invocation;
  const fromText = options['csv'] === true || /\.csv(\.gz)?$/iu.test(given);
  const input = await openInput(given, context);
  const observed = new ObservedEvents({
    file,
    fromText,
    // Whole numbers in a table are numbers, not microseconds.
    ...(fromText ? { isTime: (text) => /[^0-9-]/u.test(text) && parseCsvTime(text) !== undefined } : {}),
  });
  const progress = startProgress(context, input.size);
  let rows = 0;
  const onRow = (): void => {
    rows += 1;
    if (rows % 1000 === 0) progress.update(input.bytesRead(), rows);
  };
  const columns = {
    eventColumn: textOption(invocation, 'eventColumn') ?? 'event',
    timeColumn: textOption(invocation, 'timeColumn'),
    fieldsKey: textOption(invocation, 'fieldsKey'),
  };
  try {
    await (fromText ? observeCsv : observeJson)(input, columns, observed, onRow);
  } finally {
    progress.stop();
  }
  if (rows === 0) throw usage(`${given} holds no event.`);
  return observed.book();
}
