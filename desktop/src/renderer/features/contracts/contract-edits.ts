import { contractPath, type HolderKind } from '@eventbook/shared/catalog/paths';
import type { Desk } from '../../data/desk.js';
import { editJson, fileText, withKey } from '../../data/edit-json.js';
import { type JsonObject, objectIn } from '../../data/lenient.js';
import { texts } from '../../texts/texts.js';
import type { ContractFile, HolderFiles } from './holder-files.js';

const words = texts.contracts;

/** What can be done to one contract, each a step of its own that Undo takes back. */
export interface ContractEdits {
  readonly setNote: (note: string) => void;
  readonly setOpen: (open: boolean) => void;
  readonly setUse: (field: string, use: JsonObject) => void;
  readonly add: (fields: readonly string[], use?: JsonObject) => void;
  readonly remove: (fields: readonly string[]) => void;
  /** Puts a field at another place among the others. */
  readonly move: (field: string, to: number) => void;
}

export function contractEdits(desk: Desk, path: string): ContractEdits {
  const editFields = (label: string, change: (fields: JsonObject) => JsonObject): void => {
    editJson(desk, path, (value) => withKey(value, 'fields', change(objectIn(value['fields']))), { label });
  };
  return {
    setNote: (note) => {
      editJson(desk, path, (value) => withKey(value, 'note', note === '' ? undefined : note), {
        label: words.undo.note,
        merge: `note:${path}`,
      });
    },
    setOpen: (open) => {
      editJson(desk, path, (value) => withKey(value, 'open', open ? true : undefined), {
        label: words.undo.open,
      });
    },
    setUse: (field, use) => editFields(words.undo.use(field), (fields) => withKey(fields, field, use)),
    add: (added, use = {}) => {
      editFields(words.undo.add(added.join(', ')), (fields) => ({
        ...fields,
        ...Object.fromEntries(
          added.filter((name) => !Object.hasOwn(fields, name)).map((name) => [name, use]),
        ),
      }));
    },
    remove: (gone) => {
      editFields(words.undo.remove(gone.join(', ')), (fields) =>
        Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.includes(name))),
      );
    },
    move: (field, to) => {
      editFields(words.undo.move(field), (fields) => {
        const entries = Object.entries(fields);
        const from = entries.findIndex(([name]) => name === field);
        const [moved] = entries.splice(from, 1);
        if (moved !== undefined) entries.splice(Math.max(0, to), 0, moved);
        return Object.fromEntries(entries);
      });
    },
  };
}

/** A copy of a contract under the next free number; answers with that number. */
export function newVersionFrom(
  desk: Desk,
  kind: HolderKind,
  name: string,
  files: HolderFiles,
  contract: ContractFile | undefined,
): number {
  const next = Math.max(0, ...files.contracts.map(({ number }) => number)) + 1;
  const path = contractPath(kind, name, next);
  const text = fileText(
    path,
    withKey(
      { ...contract?.value, fields: contract?.value?.['fields'] ?? {}, version: next },
      'note',
      undefined,
    ),
  );
  desk.drafts.edit([{ path, text }], { label: words.undo.version(next) });
  return next;
}

/** Takes back a version that is published nowhere. */
export function deleteVersion(desk: Desk, path: string, number: number): void {
  desk.drafts.edit([{ path, text: null }], { label: words.undo.deleteVersion(number) });
}
