import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import type { editor, IPosition, IRange } from './monaco.js';

/** The steps of a JSON pointer; numbers where they lead into a list. */
function stepsOf(root: Node | undefined, pointer: string): JSONPath {
  const steps: JSONPath = [];
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const holder = root === undefined ? undefined : findNodeAtLocation(root, steps);
    steps.push(holder?.type === 'array' ? Number(key) : key);
  }
  return steps;
}

/** What a pointer points at: with its key where it has one, or the nearest that is there around it. */
function nodeAt(root: Node | undefined, pointer: string): Node | undefined {
  const steps = stepsOf(root, pointer);
  for (; root !== undefined; steps.pop()) {
    const found = findNodeAtLocation(root, steps);
    if (found !== undefined) return found.parent?.type === 'property' ? found.parent.children?.[0] : found;
    if (steps.length === 0) return root;
  }
  return undefined;
}

export function rangeOfPointer(model: editor.ITextModel, pointer: string): IRange {
  const node = pointer === '' ? undefined : nodeAt(parseTree(model.getValue()), pointer);
  const start = model.getPositionAt(node?.offset ?? 0);
  // An object that is meant as a whole is marked at its first line only.
  const scalar = node !== undefined && typeof getNodeValue(node) !== 'object';
  const end = model.getPositionAt(scalar ? node.offset + node.length : (node?.offset ?? 0) + 1);
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

export function positionOfPointer(model: editor.ITextModel, pointer: string): IPosition {
  const { startLineNumber, startColumn } = rangeOfPointer(model, pointer);
  return { lineNumber: startLineNumber, column: startColumn };
}
