import { typeText } from '../catalog/describe.js';
import type { Catalog, Contract, EventCard, FieldDeclaration, FieldUse } from '../catalog/model.js';
import { cardPath, contractPath, fieldPath, type HolderKind } from '../catalog/paths.js';
import { fileKindOf } from '../catalog/schemas/file-kinds.js';
import { publishedHolders } from '../check/published.js';
import { narrowingProblems } from '../check/rules/contradictory-narrowing.js';
import { AppError } from '../errors/app-error.js';
import {
  type CatalogEdit,
  type CatalogFiles,
  namesOf,
  notFound,
  readSound,
  written,
} from './catalog-files.js';
import { refuseName } from './new-name.js';

/** A field replaced by another, and what one should know before it is done. */
export interface FieldReplacement {
  readonly edit: CatalogEdit;
  /** Sentences; empty where the two differ in nothing that matters. */
  readonly remarks: readonly string[];
}

/**
 * Another name for a field of the dictionary that was never published: its file, and every contract that uses it.
 * @param base the catalog as it is published; undefined where nothing is
 * @throws AppError field_not_found, name_invalid, name_taken; edit_refused where the field or a contract that uses it is published, or where an event has a local field of the new name
 */
export function renameField(
  files: CatalogFiles,
  base: Catalog | undefined,
  from: string,
  to: string,
): CatalogEdit {
  const declaration = readField(files, from);
  const others = namesOf(files, 'field').filter((each) => each !== from);
  refusePublished(base, from, 'renamed');
  refuseName('field', 'field', to, to === from ? [from] : others);
  const edit = new Map<string, string | undefined>([
    [fieldPath(from), undefined],
    written(fieldPath(to), declaration),
  ]);
  for (const { path, contract, holder } of usesOf(files, from)) {
    refuseLocal(holder, to);
    const fields = Object.entries(contract.fields).map(([name, use]) => [name === from ? to : name, use]);
    edit.set(...written(path, { ...contract, fields: Object.fromEntries(fields) as Contract['fields'] }));
  }
  return edit;
}

/**
 * Has every contract use another field of the dictionary instead of one that was never published, whose file goes.
 * A contract that has both keeps what it says of the other.
 * @param base the catalog as it is published; undefined where nothing is
 * @throws AppError field_not_found; edit_refused where the field or a contract that uses it is published, both are one, or an event has a local field of the other's name
 */
export function mergeField(
  files: CatalogFiles,
  base: Catalog | undefined,
  from: string,
  into: string,
): FieldReplacement {
  const gone = readField(files, from);
  const kept = readField(files, into);
  refusePublished(base, from, 'merged into another');
  if (from === into) {
    throw new AppError('user', 'edit_refused', `${from} is the field itself.`, {
      hint: 'Choose another field.',
    });
  }
  const remarks = differences(from, gone, into, kept);
  const edit = new Map<string, string | undefined>([[fieldPath(from), undefined]]);
  for (const { path, contract, holder } of usesOf(files, from)) {
    refuseLocal(holder, into);
    const both = contract.fields[into] !== undefined;
    const entries = Object.entries(contract.fields).flatMap(([name, use]): [string, FieldUse][] =>
      name !== from ? [[name, use]] : both ? [] : [[into, use]],
    );
    const fields = Object.fromEntries(entries);
    edit.set(...written(path, { ...contract, fields }));
    if (both) remarks.push(`${path} has both: what it says of ${into} stays, what it says of ${from} goes.`);
    else {
      for (const { message } of narrowingProblems(fields[into] ?? {}, kept)) {
        remarks.push(`${path}: ${message}`);
      }
    }
  }
  return { edit, remarks };
}

function readField(files: CatalogFiles, name: string): FieldDeclaration {
  const names = namesOf(files, 'field');
  if (!names.includes(name)) throw notFound('field_not_found', 'field', name, names);
  return readSound(files, fieldPath(name)) as FieldDeclaration;
}

interface PlacedContract {
  readonly path: string;
  readonly contract: Contract;
  readonly holder: { readonly kind: HolderKind; readonly name: string; readonly local: readonly string[] };
}

/** The contracts that use a field of the dictionary; one that means a local field of that name is none of them. */
function* usesOf(files: CatalogFiles, field: string): Iterable<PlacedContract> {
  for (const [path, text] of files) {
    const place = fileKindOf(path);
    // Most contracts do not have it, and need not be parsed for that.
    if (place?.kind !== 'contract' || !text.includes(JSON.stringify(field))) continue;
    const contract = readSound(files, path) as Contract;
    if (!Object.hasOwn(contract.fields, field)) continue;
    const { holder: kind, name } = place;
    const card = readSound(files, cardPath(kind, name)) as Pick<EventCard, 'fields'>;
    const local = Object.keys(card.fields ?? {});
    if (!local.includes(field)) yield { path, contract, holder: { kind, name, local } };
  }
}

function refuseLocal({ kind, name, local }: PlacedContract['holder'], field: string): void {
  if (!local.includes(field)) return;
  throw new AppError('user', 'edit_refused', `The ${kind} ${name} has a local field ${field} already.`, {
    hint: 'Choose another name, or take the local field off its card first.',
    data: { [kind]: name, field },
  });
}

function refusePublished(base: Catalog | undefined, field: string, done: string): void {
  const hint =
    'Make a new field, use it in a new version of each event instead of this one, and mark the old versions deprecated.';
  const contracts = [...publishedHolders(base)].flatMap(({ kind, holder }) =>
    Object.hasOwn(holder.card.fields ?? {}, field)
      ? []
      : [...holder.contracts.values()]
          .filter(({ fields }) => Object.hasOwn(fields, field))
          .map(({ version }) => contractPath(kind, holder.name, version)),
  );
  const data = { field, contracts };
  if (contracts.length > 0) {
    const message = `The field ${field} cannot be ${done}: ${shownList(contracts)} ${contracts.length === 1 ? 'is' : 'are'} published and ${contracts.length === 1 ? 'uses' : 'use'} it.`;
    throw new AppError('user', 'edit_refused', message, { hint, data });
  }
  if (base?.fields.has(field) === true) {
    throw new AppError('user', 'edit_refused', `The field ${field} is published and cannot be ${done}.`, {
      hint,
      data,
    });
  }
}

const most = 5;

/** A few of many, and how many more there are. */
export function shownList(list: readonly string[]): string {
  const shown = list.slice(0, most).join(', ');
  return list.length > most ? `${shown} and ${list.length - most} more` : shown;
}

function differences(from: string, gone: FieldDeclaration, into: string, kept: FieldDeclaration): string[] {
  const remarks: string[] = [];
  const tell = (what: string, before: string, after: string): void => {
    if (before !== after) remarks.push(`${what}: ${before} for ${from}, ${after} for ${into}.`);
  };
  tell('Type', typeText(gone), typeText(kept));
  tell('Unit', gone.unit ?? 'none', kept.unit ?? 'none');
  tell('Privacy', gone.privacy ?? 'not said', kept.privacy ?? 'not said');
  tell('Allowed values', valuesText(gone), valuesText(kept));
  return remarks;
}

function valuesText({ values }: FieldDeclaration): string {
  return values === undefined ? 'any' : values.map(String).join(', ');
}
