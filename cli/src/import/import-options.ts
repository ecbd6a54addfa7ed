import { basename } from 'node:path';
import { privacyClasses, type PrivacyClass } from '@eventbook/shared/catalog/model';
import { nameProblem } from '@eventbook/shared/catalog/names';
import type { ImportOptions } from '@eventbook/shared/import/assemble/surroundings';
import type { Invocation, Option } from '../command.js';
import { textOption, usage } from '../options.js';

/** What every importer takes. */
export const importOptions: readonly Option[] = [
  {
    flags: '--catalog <dir>',
    description: 'the catalog; the current folder unless named; an empty folder becomes one',
  },
  {
    flags: '--owner <name>',
    description: 'who answers for what is new; made if it is not there',
    default: 'imported',
  },
  {
    flags: '--environment <name>',
    description: 'where new events are sent from; made if it is not there',
    default: 'imported',
  },
  {
    flags: '--destination <name>',
    description: 'who receives new events; made if it is not there',
    default: 'warehouse',
  },
  {
    flags: '--status <status>',
    description: 'of new events',
    choices: ['draft', 'active'],
    default: 'active',
  },
  {
    flags: '--privacy <class>',
    description: 'of new fields whose name says nothing of persons',
    choices: privacyClasses,
    default: 'none',
  },
  { flags: '--dry-run', description: 'say what would happen and write nothing' },
  { flags: '--keep-going', description: 'import what can be, and leave out what cannot' },
  { flags: '--report <file>', description: 'write the whole report there, as Markdown' },
];

/** Those of them that the plan needs. Throws usage. */
export function planOptions(invocation: Invocation): ImportOptions {
  const name = (option: string): string => {
    const value = textOption(invocation, option) ?? '';
    const problem = nameProblem('kebab', value);
    if (problem !== undefined) throw usage(`--${option}: ${problem}`);
    return value;
  };
  return {
    owner: name('owner'),
    environment: name('environment'),
    destination: name('destination'),
    status: textOption(invocation, 'status') === 'draft' ? 'draft' : 'active',
    privacy: (textOption(invocation, 'privacy') ?? 'none') as PrivacyClass,
  };
}

/** What a catalog is called that is made in a folder. */
export function catalogName(directory: string): string {
  const name = basename(directory)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^[-0-9]+|-+$/gu, '')
    .slice(0, 60);
  return nameProblem('kebab', name) === undefined ? name : 'catalog';
}
