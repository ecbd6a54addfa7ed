import type { Catalog } from '@eventbook/shared/catalog/model';
import { checkCatalog } from '@eventbook/shared/check/check';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';

/** The catalog in a folder as far as it is sound. Throws not_a_catalog, file_not_found. */
export async function readCatalog(directory: string): Promise<Catalog> {
  const { files, findings } = await readCatalogFolder(directory);
  return checkCatalog(files, { reading: findings }).catalog;
}

/** The same, for what is wrong where a part is missing. Throws catalog_has_errors, too. */
export async function readSoundCatalog(directory: string): Promise<Catalog> {
  const { files, findings } = await readCatalogFolder(directory);
  const result = checkCatalog(files, { reading: findings });
  refuseErrors(result.findings);
  return result.catalog;
}
