import type { Language } from '../catalog/langpack-settings.js';

/** The generations of each language's generator that this Eventbook has: the G of the version 0.G.N. */
export const generations: Readonly<Record<Language, readonly number[]>> = {
  typescript: [1],
  python: [1],
  php: [1],
  go: [1],
};
