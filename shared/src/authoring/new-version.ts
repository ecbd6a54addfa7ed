import type { Contract, FieldUse } from '../catalog/model.js';
import { contractPath } from '../catalog/paths.js';
import { AppError } from '../errors/app-error.js';
import {
  type CatalogEdit,
  type CatalogFiles,
  namesOf,
  notFound,
  readEvent,
  written,
} from './catalog-files.js';

export interface NewVersion {
  /** Why it comes to be. */
  readonly note?: string;
  /** Fields to put behind those that are there. */
  readonly add?: Readonly<Record<string, FieldUse>>;
  /** Fields that are required from now on. */
  readonly require?: readonly string[];
  /** Fields that are no longer required. */
  readonly relax?: readonly string[];
  readonly drop?: readonly string[];
}

/**
 * The next version of an event: a copy of its newest contract under the next number, changed as asked. The contracts that
 * are there stay as they are.
 * @throws AppError event_not_found, field_not_found, edit_refused where nothing would change or a field is there already
 */
export function newVersion(files: CatalogFiles, name: string, changes: NewVersion): CatalogEdit {
  const { card, contracts } = readEvent(files, name);
  const newest = contracts.at(-1) ?? contracts[0];
  const fields = new Map<string, FieldUse>(Object.entries(newest.fields));
  for (const field of changes.drop ?? []) {
    if (!fields.delete(field)) throw notThere(name, newest, field);
  }
  const declared = [...Object.keys(card.fields ?? {}), ...namesOf(files, 'field')];
  for (const [field, use] of Object.entries(changes.add ?? {})) {
    if (!declared.includes(field)) throw notFound('field_not_found', 'field', field, declared);
    if (fields.has(field)) {
      throw new AppError(
        'user',
        'edit_refused',
        `Version ${newest.version} of ${name} has ${field} already.`,
        {
          hint: 'Only new fields are added; to change one, write the contract by hand.',
        },
      );
    }
    fields.set(field, use);
  }
  for (const field of changes.require ?? []) {
    fields.set(field, { ...use(fields, name, newest, field), required: true });
  }
  for (const field of changes.relax ?? []) {
    const changed: { required?: boolean } = { ...use(fields, name, newest, field) };
    delete changed.required;
    fields.set(field, changed);
  }
  const next: Contract = {
    ...newest,
    version: newest.version + 1,
    ...(changes.note === undefined ? {} : { note: changes.note }),
    fields: Object.fromEntries(fields),
  };
  if (changes.note === undefined) delete (next as { note?: string }).note;
  if (JSON.stringify(next.fields) === JSON.stringify(newest.fields)) {
    throw new AppError(
      'user',
      'edit_refused',
      `The next version of ${name} would say what version ${newest.version} says.`,
      {
        hint: 'Say what changes: --add, --require, --relax, --drop.',
      },
    );
  }
  return new Map([written(contractPath('event', name, next.version), next)]);
}

function use(
  fields: ReadonlyMap<string, FieldUse>,
  event: string,
  newest: Contract,
  field: string,
): FieldUse {
  const known = fields.get(field);
  if (known === undefined) throw notThere(event, newest, field);
  return known;
}

function notThere(event: string, newest: Contract, field: string): AppError {
  return notFound(
    'field_not_found',
    `field of version ${newest.version} of ${event} named`,
    field,
    Object.keys(newest.fields),
  );
}
