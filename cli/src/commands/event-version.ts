import { newVersion } from '@eventbook/shared/authoring/new-version';
import { fieldUses, listOf } from '../authoring/field-list.js';
import { Questions } from '../authoring/questions.js';
import { catalogOption, filesToEdit, runEdit } from '../authoring/run-edit.js';
import type { Command } from '../command.js';
import { textOption, usage } from '../options.js';

const changes = ['add', 'require', 'relax', 'drop'] as const;

export const eventVersion: Command = {
  description:
    'Copies the newest contract under the next number and changes the copy; the contracts that are there stay as they ' +
    'are. What else a contract can say (enum, minimum, pattern …) is written into the new file by hand. The catalog is ' +
    'checked as it would be; with an error more nothing is written, and the exit code is 1.',
  arguments: [{ name: '<event>', description: 'the name of the event' }],
  options: [
    catalogOption,
    { flags: '--add <fields>', description: 'new fields, as in delivery_cost,region:required' },
    { flags: '--require <fields>', description: 'fields that every event has to carry from now on' },
    { flags: '--relax <fields>', description: 'fields that may be left out from now on' },
    { flags: '--drop <fields>', description: 'fields that it no longer carries' },
    { flags: '--note <words>', description: 'why this version comes to be' },
  ],
  examples: [
    {
      line: 'eventbook event version checkout.order_paid --add delivery_cost --note "asked for by pricing"',
      purpose: 'one field more',
    },
  ],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name the event.');
    const given = new Map(changes.map((option) => [option, textOption(invocation, option)]));
    const questions = new Questions(invocation.context);
    if ([...given.values()].every((text) => text === undefined) && questions.canAsk) {
      given.set(
        'add',
        await questions.text({ question: 'Fields to add, as in region:required', option: '--add' }),
      );
      given.set('require', await questions.text({ question: 'Fields to require', option: '--require' }));
      given.set(
        'relax',
        await questions.text({ question: 'Fields to require no longer', option: '--relax' }),
      );
      given.set('drop', await questions.text({ question: 'Fields to drop', option: '--drop' }));
    }
    const note =
      textOption(invocation, 'note') ??
      (questions.canAsk ? await questions.text({ question: 'Why?', option: '--note' }) : '');
    const edit = newVersion(await filesToEdit(invocation), name, {
      add: fieldUses(given.get('add')),
      require: listOf(given.get('require')),
      relax: listOf(given.get('relax')),
      drop: listOf(given.get('drop')),
      ...(note === '' ? {} : { note }),
    });
    return runEdit(invocation, edit);
  },
};
