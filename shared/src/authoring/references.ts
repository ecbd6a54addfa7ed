import type { Catalog, FieldDeclaration } from '../catalog/model.js';
import { contractPath } from '../catalog/paths.js';
import { isLocal } from '../catalog/resolve.js';

/** What can be named by others. */
export type NamedKind = 'field' | 'environment' | 'owner' | 'destination';

/** Something that names another thing. */
export interface Reference {
  readonly kind: 'event' | NamedKind;
  readonly name: string;
  /** The contracts that name it, ascending; empty where the card or the file itself does. */
  readonly versions: readonly number[];
}

/** Everything in the catalog that names a thing: events first, then by kind, each in the order of their names. */
export function referencesTo(catalog: Catalog, kind: NamedKind, name: string): readonly Reference[] {
  switch (kind) {
    case 'field':
      return fieldReferences(catalog, name);
    case 'owner':
      return ownerReferences(catalog, name);
    case 'environment':
      return namesWhere(catalog.events, 'event', ({ card }) => Object.hasOwn(card.environments, name));
    case 'destination':
      return namesWhere(catalog.events, 'event', ({ card }) => card.destinations.includes(name));
  }
}

/** References in words, with the file of each contract: `events/checkout.started/2.json`, `field order_id`. */
export function referenceWords({ kind, name, versions }: Reference): string {
  if (versions.length === 0 || (kind !== 'event' && kind !== 'environment')) return `${kind} ${name}`;
  return versions.map((version) => contractPath(kind, name, version)).join(', ');
}

function fieldReferences({ events, environments }: Catalog, field: string): Reference[] {
  const found: Reference[] = [];
  for (const [kind, holders] of [
    ['event', events],
    ['environment', environments],
  ] as const) {
    for (const holder of holders.values()) {
      if (isLocal(holder, field)) continue;
      const versions = [...holder.contracts.values()]
        .filter(({ fields }) => Object.hasOwn(fields, field))
        .map(({ version }) => version);
      if (versions.length > 0) found.push({ kind, name: holder.name, versions });
    }
  }
  return found;
}

function ownerReferences(catalog: Catalog, owner: string): Reference[] {
  const isTheirs = (said: { readonly owner?: string }): boolean => said.owner === owner;
  const isOnCard = ({
    card,
  }: {
    readonly card: {
      readonly owner: string;
      readonly fields?: Readonly<Record<string, FieldDeclaration>>;
    };
  }): boolean => isTheirs(card) || Object.values(card.fields ?? {}).some(isTheirs);
  return [
    ...namesWhere(catalog.events, 'event', isOnCard),
    ...namesWhere(catalog.fields, 'field', isTheirs),
    ...namesWhere(catalog.environments, 'environment', isOnCard),
    ...namesWhere(catalog.destinations, 'destination', isTheirs),
  ];
}

function namesWhere<Thing>(
  things: ReadonlyMap<string, Thing>,
  kind: Reference['kind'],
  isUser: (thing: Thing) => boolean,
): Reference[] {
  return [...things].filter(([, thing]) => isUser(thing)).map(([name]) => ({ kind, name, versions: [] }));
}
