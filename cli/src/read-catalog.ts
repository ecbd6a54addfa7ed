import type { Catalog } from '@eventbook/shared/catalog/model';
import { checkCatalog } from '@eventbook/shared/check/check';
import type { Finding } from '@eventbook/shared/check/finding';
import { AppError } from '@eventbook/shared/errors/app-error';
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

/** Throws catalog_has_errors if there is any finding of that severity. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new AppError('user', 'catalog_has_errors', `${first.file}: ${first.message}${more}`, {
    hint: 'See them all with: eventbook check',
    data: { errors: errors.slice(0, 100), count: errors.length },
  });
}
