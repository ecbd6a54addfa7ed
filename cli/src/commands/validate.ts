import { didYouMean } from '@eventbook/shared/catalog/suggest';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { Judge } from '@eventbook/shared/event/judge';
import { largestEvent } from '@eventbook/shared/event/largest-event';
import type { Violation } from '@eventbook/shared/event/violation';
import type { Command } from '../command.js';
import { readEnvelopes } from '../input/envelopes.js';
import { openInput } from '../input/open-input.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import type { Report } from '../printers/printer.js';
import { readSoundCatalog } from '../read-catalog.js';
import { validateEvent } from '../validate-event.js';

export const validate: Command = {
  description:
    'For builds that must not roll out invalid events. Takes NDJSON (an envelope on each line) or a JSON array, of ' +
    'any size, also packed with gzip, and says of each event everything that is wrong, with its line (in an array: ' +
    'its place). Where neither --environment nor the envelope says where it comes from, it has to fit one of the ' +
    'environments on its card. Exits 1 if any event is not valid.',
  arguments: [{ name: '<file>', description: 'the file, or - for the standard input' }],
  options: [
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
    { flags: '--environment <name>', description: 'the environment that the events are sent from' },
  ],
  examples: [
    {
      line: 'eventbook validate events.ndjson --environment site-frontend',
      purpose: 'check what a test run has sent',
    },
    { line: 'eventbook validate - --catalog ../our-events', purpose: 'check what another program writes' },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name a file.');
    if (/\.csv(\.gz)?$/iu.test(given)) {
      throw usage(
        'Envelopes are judged here, as NDJSON or a JSON array; a table of CSV is for `eventbook send`.',
      );
    }
    const directory = catalogDirectory(context, textOption(invocation, 'catalog'));
    const catalog = await readSoundCatalog(directory);
    const environment = textOption(invocation, 'environment');
    if (environment !== undefined) refuseUnknown(environment, catalog);
    // No sequence that a sender may know is ahead of the files themselves.
    const judge = new Judge(catalog, { sequence: Number.MAX_SAFE_INTEGER });
    let events = 0;
    let invalid = 0;
    for await (const { number, bytes } of readEnvelopes(await openInput(given, context), largestEvent)) {
      const { event, violations } = validateEvent(bytes, judge, catalog, environment);
      events += 1;
      if (violations.length > 0) invalid += 1;
      for (const violation of violations) printer.item(violationReport(number, event, violation));
    }
    printer.item({
      data: { events, invalid },
      text: (paint) => verdict(events, invalid, paint),
    });
    return invalid > 0 ? 1 : 0;
  },
};

function verdict(events: number, invalid: number, paint: Paint): string {
  if (events === 0) return `${paint('yellow', 'There was no event to judge.')}\n`;
  if (invalid === 0) return `${paint('green', 'Valid')}: all ${events} events.\n`;
  return `${paint('red', `${invalid} of ${events} events are not valid.`)}\n`;
}

function violationReport(line: number, event: string | undefined, violation: Violation): Report {
  const { code, pointer, message } = violation;
  return {
    data: { line, event: event ?? null, code, pointer, message },
    text: (paint) => {
      const place = pointer === '' ? '' : `  ${plain(pointer)}`;
      const name = event === undefined ? '' : `  ${plain(event).slice(0, 120)}`;
      return `line ${line}${name}${place}  ${paint('dim', code)}  ${plain(message)}\n`;
    },
  };
}

function refuseUnknown(environment: string, catalog: Catalog): void {
  if (catalog.environments.has(environment)) return;
  const known = [...catalog.environments.keys()];
  throw new AppError(
    'user',
    'source_not_found',
    `The catalog has no environment ${JSON.stringify(environment)}.`,
    { hint: didYouMean(environment, known) ?? `There are: ${known.join(', ')}.` },
  );
}
