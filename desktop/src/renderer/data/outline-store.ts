import type { Outline, OutlineChange, OutlineKind, OutlineRows } from '../../api/catalog.js';

/** The outline in memory, by name; each map in the order of its names, and never changed, only replaced. */
export type OutlineMaps = {
  readonly [Kind in OutlineKind]: ReadonlyMap<string, OutlineRows[Kind]>;
};

export const emptyOutline: OutlineMaps = {
  event: new Map(),
  field: new Map(),
  environment: new Map(),
  owner: new Map(),
  destination: new Map(),
};

export function outlineMaps(outline: Outline): OutlineMaps {
  const mapped = <Row extends { readonly name: string }>(rows: readonly Row[]): Map<string, Row> =>
    new Map(rows.map((row) => [row.name, row]));
  return {
    event: mapped(outline.event),
    field: mapped(outline.field),
    environment: mapped(outline.environment),
    owner: mapped(outline.owner),
    destination: mapped(outline.destination),
  };
}

/** The outline after some rows have changed; kinds that were not touched keep their map. */
export function changedOutline(before: OutlineMaps, changes: readonly OutlineChange[]): OutlineMaps {
  const maps: Partial<Record<OutlineKind, Map<string, unknown>>> = {};
  const unordered = new Set<OutlineKind>();
  for (const { kind, name, row } of changes) {
    const map = (maps[kind] ??= new Map<string, unknown>(before[kind]));
    if (row === undefined) map.delete(name);
    else {
      if (!map.has(name)) unordered.add(kind);
      map.set(name, row);
    }
  }
  for (const kind of unordered) {
    maps[kind] = new Map([...(maps[kind] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return { ...before, ...(maps as Partial<OutlineMaps>) };
}
