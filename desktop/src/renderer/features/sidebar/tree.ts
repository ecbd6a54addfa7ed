import type { OutlineKind } from '../../../api/catalog.js';
import type { OutlineMaps } from '../../data/outline-store.js';

/** One line of the tree as it is shown: closed folders have their content left out. */
export interface TreeRow {
  /** `event:checkout.order_paid`, `folder:event`, `folder:event:checkout` */
  readonly id: string;
  readonly level: number;
  readonly label: string;
  /** Undefined for what opens nothing. */
  readonly open?: boolean;
  /** How many things are in a folder, at any depth. */
  readonly count?: number;
  readonly kind: OutlineKind;
  /** The thing's name; undefined for a folder. */
  readonly name?: string;
  /** Its place among its siblings, counted from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly names: string[];
  count: number;
}

export const treeKinds: readonly OutlineKind[] = ['event', 'field', 'environment', 'owner', 'destination'];

/** The rows of the tree. Events are put into the folders that the dots of their names make. */
export function treeRows(
  outline: OutlineMaps,
  isOpen: (id: string) => boolean,
  labels: Readonly<Record<OutlineKind, string>>,
): TreeRow[] {
  const rows: TreeRow[] = [];
  for (const [index, kind] of treeKinds.entries()) {
    const names = [...outline[kind].keys()];
    const root = folderOf(names, kind === 'event');
    const id = `folder:${kind}`;
    const open = isOpen(id);
    const position = index + 1;
    rows.push({
      id,
      level: 1,
      label: labels[kind],
      open,
      count: root.count,
      kind,
      position,
      siblings: treeKinds.length,
    });
    if (open) addFolder(rows, root, kind, id, '', 2, isOpen);
  }
  return rows;
}

function folderOf(names: readonly string[], dotted: boolean): Folder {
  const root: Folder = { folders: new Map(), names: [], count: names.length };
  for (const name of names) {
    let place = root;
    for (const step of dotted ? name.split('.').slice(0, -1) : []) {
      let next = place.folders.get(step);
      if (next === undefined) place.folders.set(step, (next = { folders: new Map(), names: [], count: 0 }));
      next.count++;
      place = next;
    }
    place.names.push(name);
  }
  return root;
}

function addFolder(
  rows: TreeRow[],
  folder: Folder,
  kind: OutlineKind,
  parent: string,
  prefix: string,
  level: number,
  isOpen: (id: string) => boolean,
): void {
  const siblings = folder.folders.size + folder.names.length;
  let position = 0;
  for (const [step, next] of [...folder.folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const id = `${parent}:${step}`;
    const open = isOpen(id);
    position++;
    rows.push({ id, level, label: step, open, count: next.count, kind, position, siblings });
    if (open) addFolder(rows, next, kind, id, `${prefix}${step}.`, level + 1, isOpen);
  }
  for (const name of folder.names) {
    position++;
    rows.push({
      id: `${kind}:${name}`,
      level,
      label: name.slice(prefix.length),
      kind,
      name,
      position,
      siblings,
    });
  }
}

/** The folders that have to be open for a thing to be seen, outermost first. */
export function foldersAbove(kind: OutlineKind, name: string): string[] {
  const steps = kind === 'event' ? name.split('.').slice(0, -1) : [];
  const ids = [`folder:${kind}`];
  for (const step of steps) ids.push(`${ids.at(-1) ?? ''}:${step}`);
  return ids;
}
