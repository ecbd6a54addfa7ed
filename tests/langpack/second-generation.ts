import type { Generator } from '@eventbook/shared/langpack/generator';

/** The second generation of a generator, for tests: it does what no release of the first may, calling members otherwise. */
export function secondGenerationOf(first: Generator): Generator {
  const { conventions } = first;
  const members = conventions.members === 'snake' ? 'camel' : 'snake';
  return { ...first, generation: 2, conventions: { ...conventions, members } };
}
