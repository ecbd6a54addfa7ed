import { deprecateEvent, deprecateVersion } from '@eventbook/shared/authoring/deprecate-event';
import { Questions } from '../authoring/questions.js';
import { catalogOption, filesToEdit, runEdit } from '../authoring/run-edit.js';
import type { Command } from '../command.js';
import { numberOption, textOption, usage } from '../options.js';
import { today } from '../source-card.js';

export const eventDeprecate: Command = {
  description:
    'Nothing that was published is deleted: the card says since when and why, what to send instead, and from which day ' +
    'on nobody should send it. With --version it is said of that version alone; --withdraw has collectors quarantine it, ' +
    'too. With an error more in the catalog nothing is written, and the exit code is 1.',
  arguments: [{ name: '<event>', description: 'the name of the event' }],
  options: [
    catalogOption,
    { flags: '--reason <words>', description: 'why, in a sentence' },
    { flags: '--replacement <event>', description: 'the event to send instead' },
    { flags: '--since <date>', description: 'the day, as in 2026-11-23; today unless given' },
    { flags: '--sunset <date>', description: 'the day from which nobody should send it' },
    { flags: '--version <number>', description: 'only this version' },
    {
      flags: '--withdraw',
      description: 'with --version: collectors quarantine it from the next snapshot on',
    },
  ],
  examples: [
    {
      line: 'eventbook event deprecate contact.phone_shown --replacement contact.requested --sunset 2027-03-01 --reason "There are other ways now."',
      purpose: 'an event that goes',
    },
    {
      line: 'eventbook event deprecate message.sent --version 1 --reason "It lacks the thread."',
      purpose: 'a version',
    },
  ],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name the event.');
    const version = numberOption(invocation, 'version', 1);
    const replacement = textOption(invocation, 'replacement');
    const sunset = textOption(invocation, 'sunset');
    const withdraw = invocation.options['withdraw'] === true;
    if (withdraw && version === undefined) throw usage('--withdraw says something of a --version.');
    if (version !== undefined && (replacement ?? sunset) !== undefined) {
      throw usage('--replacement and --sunset are said of a whole event, not of a --version.');
    }
    const files = await filesToEdit(invocation);
    const since = textOption(invocation, 'since') ?? today();
    const reason = textOption(invocation, 'reason') ?? (await askReason(new Questions(invocation.context)));
    const edit =
      version === undefined
        ? deprecateEvent(files, name, {
            since,
            reason,
            ...(replacement === undefined ? {} : { replacement }),
            ...(sunset === undefined ? {} : { sunset }),
          })
        : deprecateVersion(files, name, version, {
            status: withdraw ? 'withdrawn' : 'deprecated',
            since,
            reason,
          });
    return runEdit(invocation, edit);
  },
};

function askReason(questions: Questions): Promise<string> {
  const check = (answer: string): string | undefined =>
    answer.trim() === '' ? 'Say why, in a sentence.' : undefined;
  return questions.text({ question: 'Why?', option: '--reason' }, { check });
}
