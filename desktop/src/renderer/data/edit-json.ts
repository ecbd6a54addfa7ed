import { canonicalText } from '@eventbook/shared/catalog/format';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Desk } from './desk.js';
import { jsonOf, type JsonObject, objectIn } from './lenient.js';

export interface EditWords {
  /** What Undo says it takes back. */
  readonly label: string;
  /** Edits with the same word that follow each other closely are one step. */
  readonly merge?: string;
}

/** Changes what a file says, and writes it as `eventbook format` would. A text that cannot be read is left alone. */
export function editJson(
  desk: Desk,
  path: string,
  change: (value: JsonObject) => JsonObject,
  words: EditWords,
): void {
  const value = jsonOf(desk.drafts.file(path).get()?.text);
  if (value === undefined) return;
  desk.drafts.edit([{ path, text: fileText(path, change(objectIn(value))) }], words);
}

/** The canonical text of a file of the catalog. */
export function fileText(path: string, value: unknown): string {
  const kind = fileKindOf(path)?.kind;
  return kind === undefined ? `${JSON.stringify(value, null, 2)}\n` : canonicalText(kind, value);
}

/** The same object with one key said differently; undefined takes it away. */
export function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  const entries = Object.entries(object).filter(([name]) => name !== key || value !== undefined);
  if (value === undefined) return Object.fromEntries(entries);
  const known = entries.some(([name]) => name === key);
  return Object.fromEntries(
    known
      ? entries.map(([name, before]) => [name, name === key ? value : before])
      : [...entries, [key, value]],
  );
}

/** A text, or nothing where there is none: an empty description is better not there. */
export function textOrNothing(text: string): string | undefined {
  return text === '' ? undefined : text;
}
