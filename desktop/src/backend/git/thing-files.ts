import { destinationPath, fieldPath, ownerPath } from '@eventbook/shared/catalog/paths';
import type { Thing } from '../../api/git.js';

const places: Readonly<Record<Thing['kind'], (name: string) => string>> = {
  event: (name) => `events/${name}`,
  environment: (name) => `environments/${name}`,
  field: fieldPath,
  owner: ownerPath,
  destination: destinationPath,
};

/** Where a thing stands in the catalog: its folder, or its one file. */
export function placeOfThing({ kind, name }: Thing): string {
  return places[kind](name);
}

/** Whether a file of the catalog is a thing's own. */
export function isOfThing(thing: Thing, path: string): boolean {
  const place = placeOfThing(thing);
  return path === place || path.startsWith(`${place}/`);
}
