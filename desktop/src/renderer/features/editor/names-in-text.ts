import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { getLocation, type JSONPath } from 'jsonc-parser';
import type { OutlineKind } from '../../../api/catalog.js';

/** A name of the catalog in the text of a file: of what, and where it stands, without its quotes. */
export interface NameInText {
  readonly kind: OutlineKind;
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

const byKey: Readonly<Record<string, OutlineKind>> = {
  owner: 'owner',
  replacement: 'event',
  renamed_from: 'event',
};

/** What is to be named at a place of a file; undefined where that is no name of the catalog. */
export function kindNamedAt(path: string, steps: JSONPath, isKey: boolean): OutlineKind | undefined {
  const place = fileKindOf(path);
  const [first, second] = steps;
  if (place === undefined || place.kind === 'settings') return undefined;
  if (place.kind === 'contract')
    return first === 'fields' && isKey && steps.length === 2 ? 'field' : undefined;
  if (place.kind === 'event' && first === 'environments' && isKey && steps.length === 2) return 'environment';
  if (place.kind === 'event' && first === 'destinations' && typeof second === 'number') return 'destination';
  const key = steps.at(-1);
  return isKey || typeof key !== 'string' ? undefined : byKey[key];
}

/** The name at an offset of the text; before its first quote counts, too. */
export function nameInText(path: string, text: string, offset: number): NameInText | undefined {
  return (
    nameAround(path, text, offset) ?? (text[offset] === '"' ? nameAround(path, text, offset + 1) : undefined)
  );
}

function nameAround(path: string, text: string, offset: number): NameInText | undefined {
  const { path: steps, previousNode: node, isAtPropertyKey } = getLocation(text, offset);
  if (node?.type !== 'string' && node?.type !== 'property') return undefined;
  if (offset > node.offset + node.length) return undefined;
  const kind = kindNamedAt(path, steps, isAtPropertyKey);
  const name: unknown = node.value;
  if (kind === undefined || typeof name !== 'string') return undefined;
  return { kind, name, offset: node.offset + 1, length: Math.max(0, node.length - 2) };
}
