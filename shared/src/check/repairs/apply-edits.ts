import { canonicalText, formatFile } from '../../catalog/format.js';
import { readJson } from '../../catalog/json-text.js';
import { fileKindOf } from '../../catalog/schemas/file-kinds.js';
import type { Edit } from './repair.js';

/**
 * The texts of the files that some edits change, in canonical form; undefined where one of the edits does not fit the
 * files as they are, and then none is to be carried out.
 */
export function applyEdits(
  files: ReadonlyMap<string, string>,
  edits: readonly Edit[],
): ReadonlyMap<string, string> | undefined {
  const changed = new Map<string, string>();
  for (const edit of edits) {
    const text = applied(edit, changed.get(edit.file) ?? files.get(edit.file));
    if (text === undefined) return undefined;
    changed.set(edit.file, text);
  }
  return changed;
}

function applied(edit: Edit, text: string | undefined): string | undefined {
  const kind = fileKindOf(edit.file)?.kind;
  if (kind === undefined) return undefined;
  if (edit.kind === 'format') return text === undefined ? undefined : formatFile(edit.file, text);
  const reading = text === undefined ? undefined : readJson(text, () => false);
  if (edit.kind === 'create') return reading?.sound === true ? undefined : canonicalText(kind, edit.value);
  if (reading?.sound !== true) return undefined;
  if (edit.pointer === '') return edit.kind === 'set' ? canonicalText(kind, edit.value) : undefined;
  return editInPlace(reading.value, edit) ? canonicalText(kind, reading.value) : undefined;
}

/** Changes a value that was just read and belongs to nobody else. Whether there was a place for the edit. */
function editInPlace(root: unknown, edit: Exclude<Edit, { readonly kind: 'create' | 'format' }>): boolean {
  const steps = edit.pointer.split('/').slice(1).map(unescaped);
  const last = steps.pop() ?? '';
  let holder = root;
  for (const step of steps) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) return false;
    holder = (holder as Record<string, unknown>)[step];
  }
  if (typeof holder !== 'object' || holder === null) return false;
  if (Array.isArray(holder)) return editList(holder as unknown[], Number(last), edit);
  return editObject(holder as Record<string, unknown>, last, edit);
}

type InPlace = Parameters<typeof editInPlace>[1];

function editList(list: unknown[], at: number, edit: InPlace): boolean {
  if (!Number.isInteger(at) || at < 0 || at >= list.length || edit.kind === 'rename') return false;
  if (edit.kind === 'set') list[at] = edit.value;
  else list.splice(at, 1);
  return true;
}

function editObject(object: Record<string, unknown>, key: string, edit: InPlace): boolean {
  if (edit.kind === 'set') {
    object[key] = edit.value;
    return true;
  }
  if (!Object.hasOwn(object, key)) return false;
  if (edit.kind === 'remove') return Reflect.deleteProperty(object, key);
  if (Object.hasOwn(object, edit.name)) return false;
  // A key keeps its place among the others: in `fields` the order means something.
  const entries = Object.entries(object);
  for (const [name] of entries) Reflect.deleteProperty(object, name);
  for (const [name, value] of entries) object[name === key ? edit.name : name] = value;
  return true;
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
