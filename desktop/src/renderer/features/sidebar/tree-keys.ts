import type { KeyboardEvent } from 'react';
import type { TreeRow } from './tree.js';

export interface TreeMoves {
  readonly rows: readonly TreeRow[];
  readonly active: string;
  readonly setActive: (id: string) => void;
  readonly toggle: (id: string, open: boolean) => void;
  readonly choose: (row: TreeRow) => void;
}

const page = 15;

/** The keys that the ARIA pattern for trees gives them; letters go to the next row that begins so. */
export function moveInTree(
  event: KeyboardEvent,
  { rows, active, setActive, toggle, choose }: TreeMoves,
): void {
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  const row = rows[at];
  if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const go = (index: number): void =>
    setActive(rows[Math.max(0, Math.min(rows.length - 1, index))]?.id ?? active);
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    PageDown: () => go(at + page),
    PageUp: () => go(at - page),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    Enter: () => choose(row),
    ' ': () => choose(row),
    ArrowRight: () => {
      if (row.open === false) toggle(row.id, true);
      else if (row.open === true) go(at + 1);
    },
    ArrowLeft: () => {
      if (row.open === true) toggle(row.id, false);
      else go(rows.findLastIndex(({ level }, index) => index < at && level < row.level));
    },
  };
  const move =
    moves[event.key] ?? (event.key.length === 1 ? () => go(nextWith(rows, at, event.key)) : undefined);
  if (move === undefined) return;
  event.preventDefault();
  move();
}

function nextWith(rows: readonly TreeRow[], at: number, letter: string): number {
  for (let step = 1; step <= rows.length; step++) {
    const index = (at + step) % rows.length;
    if (rows[index]?.label.toLowerCase().startsWith(letter.toLowerCase()) === true) return index;
  }
  return at;
}
