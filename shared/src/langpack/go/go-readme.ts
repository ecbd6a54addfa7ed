import type { LangpackModel } from '../model.js';
import { readmeEvents, readmeHead } from '../readme-text.js';

/** `README.md` of the module. Its example is a file of the package, too: `go vet` compiles it. */
export function goReadme(model: LangpackModel, example: string | undefined): string {
  const { packageName, homepage } = model;
  return [
    ...readmeHead(model),
    '```sh',
    `go get ${packageName}`,
    '```',
    ...(example === undefined ? [] : ['', '```go', example.trimEnd(), '```']),
    '',
    '| to | do |',
    '|---|---|',
    '| say who sends | set `EVENTBOOK_WRITE_KEY`, or `Options.WriteKey` |',
    '| send elsewhere | set `EVENTBOOK_COLLECTORS` to addresses separated by commas, or `Options.Collectors` |',
    '| hear of events that were not accepted | set `Options.OnProblem` |',
    '| carry other common fields for one request | `client.With(common).Send(ctx, event)` |',
    '| send nothing in tests | `eventbook.Options{Transport: eventbook.NullTransport{}}` |',
    '| see in tests what was sent | `eventbook.Options{Transport: &eventbook.RecordingTransport{}}` |',
    '| fail in tests on whatever is not accepted | `eventbook.Options{Strict: true}` |',
    '',
    'Events wait in a bounded queue, and are sent in batches by a goroutine of their own; `Send` never waits for the network. A batch that fails is tried again at the next address, then later, with the same ids. `Close` sends what is left.',
    '',
    ...readmeEvents(model),
    ...(homepage === undefined ? [] : [`More: <${homepage}>`, '']),
  ].join('\n');
}
