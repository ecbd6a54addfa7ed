import { checkCatalog } from '@eventbook/shared/check/check';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { CatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { bundleOf } from '@eventbook/shared/snapshot/admit';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import { buildContent } from '@eventbook/shared/snapshot/content';

/** Where a catalog stands in its history. */
export interface Standing {
  readonly sequence: number;
  readonly commit: string | null;
  readonly committedAt: string | null;
}

/** An unsigned snapshot of a catalog's files. Throws catalog_has_errors, with the findings in `data`. */
export function buildBundle({ files, findings: reading }: CatalogFolder, standing: Standing): Bundle {
  const { catalog, findings } = checkCatalog(files, { reading });
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    const more = errors.length > 1 ? ` There are ${errors.length - 1} more.` : '';
    throw new AppError(
      'user',
      'catalog_has_errors',
      `${first.file}${first.pointer === '' ? '' : `#${first.pointer}`}: ${first.message}${more}`,
      { hint: 'See them all with `eventbook check`.', data: { findings: errors.slice(0, 20) } },
    );
  }
  const { id, text } = buildContent(catalog);
  const { sequence, commit, committedAt } = standing;
  return bundleOf(text, { id, sequence, commit, committed_at: committedAt, signed_at: null });
}
