import type { Feature } from '../../app/feature.js';

/** Shown where no catalog is open; see Welcome. */
export const welcome: Feature = {};
