/** What a compiler will not have, what could hide code from its reader, and what ends lines only for some. */
const unfit = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const width = 110;

/** Of one line, and every character as it should be. */
const allPlain = /^[\u0020-\u007e]*$/;

/**
 * A paragraph of the catalog as lines for a comment: wrapped at spaces, without anything but plain characters. What stands
 * for a comment's end or for a tag is each language's own to escape.
 */
export function commentLines(paragraph: string): readonly string[] {
  if (paragraph.length <= width && allPlain.test(paragraph)) return [paragraph.trimEnd()];
  return paragraph
    .split(/\r\n|\r|\n/u)
    .map((line) => line.replaceAll('\t', ' ').replaceAll(unfit, codeOf).trimEnd())
    .flatMap(wrapped);
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : rest.indexOf(' ', width);
    if (end < 0) break;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end + 1);
  }
  return [...lines, rest];
}
