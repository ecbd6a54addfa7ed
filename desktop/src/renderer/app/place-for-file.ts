import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { placeOf, type Place } from './place.js';

/** Where a file of the catalog is shown as text, at a place in it. What has no page of its own has one for its text. */
export function placeForFile(file: string, pointer = ''): Place {
  const at = pointer === '' ? {} : { at: pointer };
  const place = fileKindOf(file);
  if (place === undefined || place.kind === 'settings') return placeOf('file', file, at);
  if (place.kind === 'contract') {
    return placeOf(place.holder, place.name, { show: 'text', file: `${place.number}.json`, ...at });
  }
  return placeOf(place.kind, place.name, { show: 'text', ...at });
}
