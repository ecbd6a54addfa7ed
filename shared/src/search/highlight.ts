import MiniSearch from 'minisearch';

const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];

/** A piece of a text; marked where it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * Cuts a text at the words that were found in it. Joined again, the pieces are the text.
 * @param terms words as the index holds them: in lower case
 */
export function highlight(text: string, terms: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const add = (upTo: number, marked: boolean): void => {
    if (upTo > end) pieces.push({ text: text.slice(end, upTo), marked });
    end = upTo;
  };
  for (const word of tokenize(text)) {
    if (word === '' || !terms.has(word.toLowerCase())) continue;
    const start = text.indexOf(word, end);
    add(start, false);
    add(start + word.length, true);
  }
  add(text.length, false);
  return pieces;
}

/** The part of a long text that is worth showing: from shortly before the first word that was found. */
export function excerpt(text: string, terms: ReadonlySet<string>, length: number): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim();
  if (flat.length <= length) return flat;
  const first = highlight(flat, terms)[0];
  const found =
    first === undefined || first.marked || first.text.length === flat.length ? 0 : first.text.length;
  const start = found > length / 2 ? flat.indexOf(' ', found - length / 3) + 1 : 0;
  const cut = flat.slice(start, start + length);
  const end = start + length < flat.length ? `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} …` : cut;
  return start > 0 ? `… ${end}` : end;
}
