import type { LangpackModel } from '../model.js';
import { readmeEvents, readmeHead } from '../readme-text.js';

/** `README.md` of the package. Its example is a file of the package, too, which the tests run. */
export function phpReadme(model: LangpackModel, example: string | undefined): string {
  const { packageName, homepage } = model;
  return [
    ...readmeHead(model),
    '```sh',
    `composer require ${packageName}`,
    '```',
    ...(example === undefined ? [] : ['', '```php', example.trimEnd(), '```']),
    '',
    '| to | do |',
    '|---|---|',
    '| say who sends | set `EVENTBOOK_WRITE_KEY`, or the option `writeKey` |',
    '| send elsewhere | set `EVENTBOOK_COLLECTORS` to addresses separated by commas, or the option `collectors` |',
    '| hear of events that were not accepted | the option `onProblem` |',
    '| carry other common fields for one request | `$client->with($common)->send($event)` |',
    '| send nothing in tests | `new Runtime\\Options(transport: new Runtime\\NullTransport())` |',
    '| see in tests what was sent | `new Runtime\\Options(transport: new Runtime\\RecordingTransport())` |',
    '| fail in tests on whatever is not accepted | `new Runtime\\Options(strict: true)` |',
    '',
    'Under PHP-FPM events are sent after the response: nobody waits for the network. A worker on the command line sends a batch as soon as it is full or a second old, and what is left at its end. A batch that fails is tried again at the next address, then later, with the same ids. Files that send should `declare(strict_types=1)`: without it PHP turns one type into another in silence.',
    '',
    ...readmeEvents(model),
    ...(homepage === undefined ? [] : [`More: <${homepage}>`, '']),
  ].join('\n');
}
