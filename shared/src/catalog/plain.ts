/**
 * Text from a catalog or a server, made safe for a terminal: what could move the cursor, change colours or the
 * direction of writing is shown as its code.
 */
export function plain(text: string): string {
  return text.replaceAll(
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
