/** Where things stand in a catalog: the inverse of `fileKindOf`. */
export const settingsPath = 'catalog.json';

export function ownerPath(name: string): string {
  return `owners/${name}.json`;
}

export function fieldPath(name: string): string {
  return `fields/${name}.json`;
}

export function destinationPath(name: string): string {
  return `destinations/${name}.json`;
}

export type HolderKind = 'event' | 'environment';

export function cardPath(kind: HolderKind, name: string): string {
  return `${kind}s/${name}/${kind}.json`;
}

export function contractPath(kind: HolderKind, name: string, version: number): string {
  return `${kind}s/${name}/${version}.json`;
}
