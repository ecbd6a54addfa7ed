import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

export interface PlaceInFile {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
}

/** Where a JSON pointer leads in a text; where it leads nowhere (a missing key), the last step that is there. */
export function placeOf(text: string, pointer: string): PlaceInFile | undefined {
  const root = parseTree(text);
  if (root === undefined) return undefined;
  let node: Node = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(name) : name]);
    if (next === undefined) break;
    node = next;
  }
  // An entry of an object starts at its key.
  const { offset } = node.parent?.type === 'property' ? node.parent : node;
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
