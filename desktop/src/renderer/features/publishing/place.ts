import { languages } from '@eventbook/shared/catalog/langpack-settings';
import type { Lineage } from '../../../api/publishing.js';
import { placeOf, type Place } from '../../app/place.js';

export const publishingPlace = placeOf('publishing');

export function placeOfLangpack({ environment, language, generation }: Lineage, file?: string): Place {
  return placeOf(
    'publishing',
    `${environment}/${language}/${generation}`,
    file === undefined ? {} : { file },
  );
}

/** The langpack that a place shows; none where it shows all of them. */
export function langpackAt({ name }: Place): Lineage | undefined {
  const [environment = '', said, generation] = name.split('/');
  const language = languages.find((each) => each === said);
  if (language === undefined) return undefined;
  return { environment, language, generation: Number(generation) };
}
