import { highlight } from '@eventbook/shared/search/highlight';
import type { ReactNode } from 'react';

/** A text with the words marked that were looked for. */
export function Marked({
  text,
  terms,
}: {
  readonly text: string;
  readonly terms: readonly string[];
}): ReactNode {
  return highlight(text, new Set(terms)).map((piece, index) =>
    piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
