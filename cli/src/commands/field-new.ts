import { newField, parseType } from '@eventbook/shared/authoring/new-field';
import {
  privacyClasses,
  type PrivacyClass,
  type Scalar,
  type ValueShape,
  valueTypes,
} from '@eventbook/shared/catalog/model';
import { listOf } from '../authoring/field-list.js';
import { Questions } from '../authoring/questions.js';
import { catalogOption, filesToEdit, runEdit } from '../authoring/run-edit.js';
import type { Command } from '../command.js';
import { textOption, usage } from '../options.js';

export const fieldNew: Command = {
  description:
    'Writes it into the dictionary, where any event may use it, or with --event on the card of one. Types: ' +
    `${valueTypes.join(', ')}; decimal(14,2), array of string. Objects get their properties by hand. At a terminal type and ` +
    'privacy class are asked for. With an error more in the catalog nothing is written, and the exit code is 1.',
  arguments: [{ name: '<field>', description: 'the name, as in order_id' }],
  options: [
    catalogOption,
    { flags: '--type <type>', description: 'what kind of value it is; fixed once published' },
    { flags: '--title <words>', description: 'a few words for people; made from the name unless given' },
    { flags: '--description <text>', description: 'what the value means and where it comes from (Markdown)' },
    { flags: '--owner <owner>', description: 'the team that answers for it' },
    { flags: '--unit <unit>', description: 'what a number counts, as in RUB, ms or kg' },
    { flags: '--privacy <class>', description: 'how close it is to a person', choices: privacyClasses },
    { flags: '--values <values>', description: 'the only values there are, with commas between them' },
    { flags: '--example <value>', description: 'a value as a sender would write it' },
    { flags: '--event <event>', description: 'the one event that has it' },
  ],
  examples: [
    {
      line: 'eventbook field new delivery_cost --type "decimal(14,2)" --unit RUB --privacy none --owner payments',
      purpose: 'a field of the dictionary',
    },
    {
      line: 'eventbook field new channel --event advert.shared --type string --values link,messenger --privacy none',
      purpose: 'a local field',
    },
  ],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name the field.');
    const given = (option: string): string | undefined => textOption(invocation, option);
    const questions = new Questions(invocation.context);
    const shape = typeOf(given('type') ?? (await askType(questions)));
    const privacy = given('privacy') ?? (questions.canAsk ? await askPrivacy(questions) : undefined);
    const values = listOf(given('values')).map((value) => scalar(shape, value));
    const example = given('example');
    const edit = newField(await filesToEdit(invocation), {
      name,
      ...shape,
      ...said('title', given('title')),
      ...said('description', given('description')),
      ...said('owner', given('owner')),
      ...said('unit', given('unit')),
      ...said('event', given('event')),
      ...(privacy === undefined ? {} : { privacy: privacy as PrivacyClass }),
      ...(values.length === 0 ? {} : { values }),
      ...(example === undefined ? {} : { examples: [scalar(shape, example)] }),
    });
    return runEdit(invocation, edit);
  },
};

function said<Key extends string>(key: Key, text: string | undefined): Partial<Record<Key, string>> {
  return text === undefined ? {} : ({ [key]: text } as Record<Key, string>);
}

function typeOf(text: string): ValueShape {
  const shape = parseType(text);
  if (shape === undefined) {
    throw usage(
      `${JSON.stringify(text)} is no type.`,
      `There are: ${valueTypes.join(', ')}; decimal(14,2), array of string.`,
    );
  }
  return shape;
}

/** A value of a number or a boolean is none in quotes. */
function scalar(shape: ValueShape, text: string): Scalar {
  if (shape.type === 'boolean') return text === 'true';
  const isNumber = shape.type === 'integer' || shape.type === 'number' || shape.type === 'timestamp';
  return isNumber && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function askType(questions: Questions): Promise<string> {
  return questions.one(
    { question: 'What kind of value is it?', option: '--type' },
    valueTypes.map((type) => ({
      value: type === 'decimal' ? 'decimal(14,2)' : type === 'array' ? 'array of string' : type,
    })),
  );
}

function askPrivacy(questions: Questions): Promise<string> {
  return questions.one(
    { question: 'How close is it to a person?', option: '--privacy' },
    privacyClasses.map((value) => ({ value })),
  );
}
