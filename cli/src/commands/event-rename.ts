import { renameEvent } from '@eventbook/shared/authoring/rename-event';
import { catalogOption, filesToEdit, runEdit } from '../authoring/run-edit.js';
import type { Command } from '../command.js';
import { textOption, usage } from '../options.js';
import { today } from '../source-card.js';

export const eventRename: Command = {
  description:
    'What is published keeps its name, so a rename is a new event beside the old one: its contracts copied and numbered ' +
    'from 1, `renamed_from` on its card, the old one deprecated in its favour. A draft is moved. With an error more in ' +
    'the catalog nothing is written, and the exit code is 1.',
  arguments: [
    { name: '<old>', description: 'the name of the event' },
    { name: '<new>', description: 'the name that it is to have' },
  ],
  options: [
    catalogOption,
    { flags: '--reason <words>', description: 'why, in a sentence' },
    { flags: '--since <date>', description: 'the day, as in 2026-11-23; today unless given' },
    { flags: '--sunset <date>', description: 'the day from which nobody should send the old one' },
  ],
  examples: [
    {
      line: 'eventbook event rename contact.requested contact.asked --sunset 2027-06-01',
      purpose: 'a better word',
    },
  ],
  async run(invocation) {
    const [from, to] = invocation.arguments;
    if (from === undefined || to === undefined) throw usage('Name the event and its new name.');
    const sunset = textOption(invocation, 'sunset');
    const reason = textOption(invocation, 'reason');
    const edit = renameEvent(await filesToEdit(invocation), from, to, {
      since: textOption(invocation, 'since') ?? today(),
      ...(sunset === undefined ? {} : { sunset }),
      ...(reason === undefined ? {} : { reason }),
    });
    return runEdit(invocation, edit);
  },
};
