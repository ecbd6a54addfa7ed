import type { ComparedCatalogs } from '@eventbook/shared/diff/compared';
import type { Meaning } from '@eventbook/shared/diff/meaning';
import type { PlacedCatalog } from '../diff/catalog-place.js';

/** What `diff` found, and all that is needed to tell it. */
export interface DiffFound extends ComparedCatalogs {
  readonly after: Pick<PlacedCatalog, 'title' | 'files'>;
  /** The lightest meaning that fails a build. */
  readonly failOn: Meaning;
  /** The catalog's folder inside the repository; '' where they are the same. */
  readonly prefix: string;
}
