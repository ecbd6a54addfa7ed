import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { MergeFile } from '../../../api/merge.js';
import { texts } from '../../texts/texts.js';

const words = texts.merge;

/** What a file is about, for people: `Event checkout.order_paid, version 4`. */
export function fileWords({ path, catalogPath }: MergeFile): {
  readonly kind: string;
  readonly name: string;
} {
  const place = catalogPath === undefined ? undefined : fileKindOf(catalogPath);
  if (place === undefined) return { kind: words.file, name: path };
  if (place.kind === 'settings') return { kind: words.kinds.settings, name: '' };
  if (place.kind !== 'contract') return { kind: words.kinds[place.kind], name: place.name };
  return { kind: words.kinds[place.holder], name: `${place.name}, ${words.version(place.number)}` };
}
