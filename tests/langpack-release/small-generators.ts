import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import type { Generator, PackageInput } from '@eventbook/shared/langpack/generator';
import { filesOf } from './hand-made-packages.js';

/**
 * Generators that write little more than what they were given: enough to see what is released when, and that no generation
 * meddles with another. `mark` is what the second generation does otherwise.
 */
export function smallGenerator(language: Language, generation = 1, mark = ''): Generator {
  return {
    language,
    generation,
    runtime: language,
    conventions: {
      members: 'snake',
      constants: 'upper',
      reservedTypes: new Set(),
      reservedMembers: new Set(),
      reservedConstants: new Set(),
    },
    packageFiles: ({ model, release }: PackageInput) => {
      const files = new Map(filesOf(language, release.version, model.packageName));
      const events = model.events.map(({ name, description, versions }) => ({ name, description, versions }));
      files.set('events.json', `${mark}${JSON.stringify({ events, common: model.common }, null, 1)}\n`);
      files.set('provenance.txt', `${release.snapshot} ${release.sequence}\n`);
      return files;
    },
    eventPaths: () => ['events.json'],
  };
}
