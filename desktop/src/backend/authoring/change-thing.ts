import type { CatalogEdit, CatalogFiles } from '@eventbook/shared/authoring/catalog-files';
import { deleteThing } from '@eventbook/shared/authoring/delete-thing';
import { mergeField, renameField } from '@eventbook/shared/authoring/replace-field';
import type { Catalog } from '@eventbook/shared/catalog/model';
import type { ThingChange, ThingPlan } from '../../api/authoring.js';

/** The catalog as it stands with what is typed, and as it is published. */
interface State {
  readonly files: CatalogFiles;
  readonly catalog: Catalog;
  readonly baseCatalog: Catalog | undefined;
}

/**
 * What one change of a thing would do to the files.
 * @throws AppError as `renameField`, `mergeField` and `deleteThing` do
 */
export function changeThing(state: State, change: ThingChange): ThingPlan {
  const { edit, remarks } = editOf(state, change);
  return {
    files: [...edit].map(([path, after]) => ({
      path,
      before: state.files.get(path) ?? null,
      after: after ?? null,
    })),
    remarks,
  };
}

function editOf(
  { files, catalog, baseCatalog: base }: State,
  change: ThingChange,
): { readonly edit: CatalogEdit; readonly remarks: readonly string[] } {
  switch (change.change) {
    case 'rename':
      return { edit: renameField(files, base, change.from, change.to), remarks: [] };
    case 'merge':
      return mergeField(files, base, change.from, change.to);
    case 'delete':
      return { edit: deleteThing(files, { catalog, base }, change.kind, change.name), remarks: [] };
  }
}
