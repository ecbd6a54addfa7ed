import type { CatalogFiles } from '@eventbook/shared/authoring/catalog-files';
import { newEvent } from '@eventbook/shared/authoring/new-event';
import { titleFromName } from '@eventbook/shared/authoring/new-name';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { fieldUses, listOf } from '../authoring/field-list.js';
import { Questions } from '../authoring/questions.js';
import { catalogOption, filesToEdit, runEdit } from '../authoring/run-edit.js';
import type { Command, Invocation } from '../command.js';
import { textOption, usage } from '../options.js';

export const eventNew: Command = {
  description:
    'Writes its card and a contract numbered 1, as a draft unless --active. What is not said and there is only one of ' +
    '(owner, environment) is taken; destinations are the warehouses unless named. At a terminal the rest is asked for. ' +
    'The catalog is checked as it would be; with an error more nothing is written, and the exit code is 1.',
  arguments: [{ name: '<event>', description: 'the name, as in checkout.order_paid' }],
  options: [
    catalogOption,
    {
      flags: '--title <words>',
      description: 'what happened, in a few words; made from the name unless given',
    },
    { flags: '--description <text>', description: 'when it is sent and what it is for (Markdown)' },
    { flags: '--owner <owner>', description: 'the team that answers for it' },
    { flags: '--environments <names>', description: 'where it may be sent from, with commas between them' },
    { flags: '--destinations <names>', description: 'who receives it, with commas between them' },
    { flags: '--tags <words>', description: 'words to find it by, with commas between them' },
    { flags: '--fields <names>', description: 'fields of the dictionary, as in order_id:required,region' },
    { flags: '--note <words>', description: 'why it comes to be' },
    { flags: '--active', description: 'to be published with the next snapshot' },
  ],
  examples: [
    {
      line: 'eventbook event new checkout.order_returned --owner payments --environments site-backend --fields order_id:required',
      purpose: 'a draft',
    },
    { line: 'eventbook event new checkout.order_returned', purpose: 'be asked' },
  ],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name the event.');
    const files = await filesToEdit(invocation);
    return runEdit(invocation, newEvent(files, await completed(invocation, name, files)));
  },
};

async function completed(
  invocation: Invocation,
  name: string,
  files: CatalogFiles,
): Promise<Parameters<typeof newEvent>[1]> {
  const { catalog } = parseCatalog(files);
  const questions = new Questions(invocation.context);
  const asks = questions.canAsk;
  const given = (option: string): string | undefined => textOption(invocation, option);
  const title = given('title');
  const description = given('description');
  const note = given('note');
  const fields = given('fields');
  return {
    name,
    title:
      title ??
      (asks
        ? await questions.text({ question: 'Title', option: '--title' }, { fallback: titleFromName(name) })
        : titleFromName(name)),
    ...optional(
      'description',
      description ??
        (asks
          ? await questions.text({ question: 'When is it sent, and what for?', option: '--description' })
          : ''),
    ),
    owner: given('owner') ?? (await askOwner(questions, catalog)),
    status: invocation.options['active'] === true ? 'active' : 'draft',
    environments:
      given('environments') === undefined
        ? await askEnvironments(questions, catalog)
        : listOf(given('environments')),
    destinations:
      given('destinations') === undefined
        ? await askDestinations(questions, catalog)
        : listOf(given('destinations')),
    tags: listOf(given('tags')),
    fields: fieldUses(
      fields ??
        (asks
          ? await questions.text({ question: 'Fields, as in order_id:required,region', option: '--fields' })
          : ''),
    ),
    ...(note === undefined ? {} : { note }),
  };
}

function optional(key: 'description', text: string): { description?: string } {
  return text === '' ? {} : { [key]: text };
}

async function askOwner(questions: Questions, { owners }: Catalog): Promise<string> {
  const [only] = owners.keys();
  if (only !== undefined && owners.size === 1) return only;
  const choices = [...owners].map(([value, { title }]) => ({ value, name: `${value} (${title})` }));
  return questions.one({ question: 'Who answers for it?', option: '--owner' }, choices);
}

async function askEnvironments(questions: Questions, { environments }: Catalog): Promise<readonly string[]> {
  if (environments.size <= 1) return [...environments.keys()];
  const choices = [...environments].map(([value, { card }]) => ({ value, name: `${value} (${card.title})` }));
  return questions.many({ question: 'Where is it sent from?', option: '--environments' }, choices);
}

async function askDestinations(questions: Questions, { destinations }: Catalog): Promise<readonly string[]> {
  const warehouses = [...destinations].filter(([, { kind }]) => kind === 'warehouse').map(([name]) => name);
  if (!questions.canAsk) return warehouses;
  const choices = [...destinations].map(([value, { title }]) => {
    return { value, name: `${value} (${title})`, checked: warehouses.includes(value) };
  });
  return questions.many({ question: 'Who receives it?', option: '--destinations' }, choices);
}
