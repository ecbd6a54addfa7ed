import type { Catalog } from '@eventbook/shared/catalog/model';
import type { CatalogDiff } from '@eventbook/shared/diff/change';
import type { Approvers } from '../../api/git.js';

/** The owners whom changes concern, and who they are: as it was before the changes, so that nobody makes himself one. */
export function approversOf({ subjects }: CatalogDiff, before: Catalog, now: Catalog): Approvers[] {
  const names = [...new Set(subjects.flatMap(({ touched }) => touched.owners))].sort();
  return names.flatMap((owner) => {
    const known = before.owners.get(owner) ?? now.owners.get(owner);
    return known === undefined ? [] : [{ owner, title: known.title, members: known.members }];
  });
}
