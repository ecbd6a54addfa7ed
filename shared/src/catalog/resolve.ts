import type { Catalog, Contract, Environment, Event, FieldDeclaration } from './model.js';

/** What has a card with local fields and numbered contracts. */
export type Holder = Event | Environment;

/** The declaration a holder's contract means by `field`: its own local field first, then the dictionary's. */
export function declarationOf(catalog: Catalog, holder: Holder, field: string): FieldDeclaration | undefined {
  return isLocal(holder, field) ? holder.card.fields?.[field] : catalog.fields.get(field);
}

/** Whether `field` stands on the holder's own card. */
export function isLocal(holder: Holder, field: string): boolean {
  const local = holder.card.fields;
  return local !== undefined && Object.hasOwn(local, field);
}

/** The contract with the highest number, or undefined where there is none. */
export function newestContract(holder: Holder): Contract | undefined {
  let newest: Contract | undefined;
  for (const contract of holder.contracts.values()) {
    if (newest === undefined || contract.version > newest.version) newest = contract;
  }
  return newest;
}

/** Holders never change; many rules ask the same of each. */
const named = new WeakMap<Holder, ReadonlySet<string>>();

/** Every field that some contract of the holder names, each once. */
export function fieldsNamed(holder: Holder): ReadonlySet<string> {
  let names = named.get(holder);
  if (names === undefined) {
    names = new Set([...holder.contracts.values()].flatMap((contract) => Object.keys(contract.fields)));
    named.set(holder, names);
  }
  return names;
}
