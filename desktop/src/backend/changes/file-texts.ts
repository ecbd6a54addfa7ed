import { contractPath } from '@eventbook/shared/catalog/paths';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { FileTexts } from '../../api/changes.js';

type Files = ReadonlyMap<string, string>;

/** Both texts of a file. What a new contract brings shows beside the one before it, not beside nothing. */
export function fileTexts(path: string, before: Files, after: Files): FileTexts {
  const texts = { before: before.get(path) ?? null, after: after.get(path) ?? null };
  const place = fileKindOf(path);
  if (texts.before !== null || place?.kind !== 'contract') return texts;
  for (let number = place.number - 1; number > 0; number--) {
    const previous = contractPath(place.holder, place.name, number);
    const text = after.get(previous);
    if (text !== undefined) return { ...texts, before: text, previous };
  }
  return texts;
}
