// What could move a terminal's cursor or turn the direction of text: C1 controls, line separators, bidi marks.

const invisible = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const longestQuote = 80;

/** Text from a file, shown in a message: quoted, escaped and cut, so that no name can draw on a terminal. */
export function quoted(text: string): string {
  const points = Array.from(text.slice(0, 2 * longestQuote + 2));
  const shown = points.length > longestQuote ? `${points.slice(0, longestQuote).join('')}…` : text;
  return JSON.stringify(shown).replace(
    invisible,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Any JSON value, shown in a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
