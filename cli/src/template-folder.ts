import { fileURLToPath } from 'node:url';

/** Where the catalog to begin with lies; the same from the sources and from the build. */
export const templateFolder = fileURLToPath(new URL('../../catalog-template/', import.meta.url));
