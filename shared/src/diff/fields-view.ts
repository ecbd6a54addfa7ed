import type { Catalog, Contract } from '../catalog/model.js';
import { declarationOf, type Holder } from '../catalog/resolve.js';
import { type ContractPair, isOpen } from '../event/contract-schema.js';
import { anything, type Constraint } from './accepts.js';

/** What one field of a `fields` object has to be. */
interface FieldView {
  /** All of them: a field that event and environment both name has two. */
  readonly constraints: readonly Constraint[];
  readonly required: boolean;
}

/** What the `fields` object of an envelope has to be by an event's contract and its environment's. */
export interface FieldsView {
  readonly fields: ReadonlyMap<string, FieldView>;
  readonly isOpen: boolean;
}

/** A field that is declared nowhere is taken to be anything: `check` tells about it. */
export function fieldsView(catalog: Catalog, pair: ContractPair): FieldsView {
  const fields = new Map<string, FieldView>();
  addFields(fields, catalog, pair.event, pair.contract);
  addFields(fields, catalog, pair.environment, pair.environmentContract);
  return { fields, isOpen: isOpen(pair) };
}

function addFields(
  fields: Map<string, FieldView>,
  catalog: Catalog,
  holder: Holder,
  contract: Contract | undefined,
): void {
  for (const [name, use] of Object.entries(contract?.fields ?? {})) {
    const shape = declarationOf(catalog, holder, name);
    const constraint = shape === undefined ? anything : { shape, use };
    const known = fields.get(name);
    fields.set(name, {
      constraints: [...(known?.constraints ?? []), constraint],
      required: known?.required === true || use.required === true,
    });
  }
}
