/** One member of a JSON object's text. */
export interface Member {
  readonly name: string;
  /** Its value is `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The members of the object that begins at `at`, one by one, without parsing their values: so that a text of megabytes
 * can be read in pieces. The text has to be valid JSON without whitespace between tokens, as content is.
 */
export function* membersAt(text: string, at: number): Generator<Member> {
  for (let place = at + 1; text[place - 1] !== '}' && text[place] !== '}';) {
    const colon = endOfString(text, place);
    const start = colon + 1;
    const end = endOfValue(text, start);
    yield { name: JSON.parse(text.slice(place, colon)) as string, start, end };
    place = end + 1;
  }
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let place = start; place < text.length; place += 1) {
    switch (text.charCodeAt(place)) {
      case 0x22:
        place = endOfString(text, place) - 1;
        break;
      case 0x7b:
      case 0x5b:
        depth += 1;
        break;
      case 0x7d:
      case 0x5d:
        if (depth === 0) return place;
        depth -= 1;
        break;
      case 0x2c:
        if (depth === 0) return place;
        break;
    }
  }
  return text.length;
}

/** Behind the quote that ends the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
  return text.length;
}
