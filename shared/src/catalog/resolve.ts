import type { Catalog, Contract, Environment, Event, FieldDeclaration } from './model.js';

/** What has a card with local fields and numbered contracts. */
export type Holder = Event | Environment;

/** The declaration a holder's contract means by `field`: its own local field first, then the dictionary's. */
export function declarationOf(catalog: Catalog, holder: Holder, field: string): FieldDeclaration | undefined {
  const local = holder.card.fields;
  if (local !== undefined && Object.hasOwn(local, field)) return local[field];
  return catalog.fields.get(field);
}

/** The contract with the highest number, or undefined where there is none. */
export function newestContract(holder: Holder): Contract | undefined {
  let newest: Contract | undefined;
  for (const contract of holder.contracts.values()) {
    if (newest === undefined || contract.version > newest.version) newest = contract;
  }
  return newest;
}
