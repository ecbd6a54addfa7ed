const surrogate = /\p{Surrogate}/gu;
const escapedSurrogate = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/;

/** The text with U+FFFD in place of each half of a character, so that it can be written as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(surrogate, '\ufffd');
}

/** Whether JSON.stringify, which wrote this, met half of a character somewhere. */
export function hasLoneSurrogate(json: string): boolean {
  return json.includes('\\ud') && escapedSurrogate.test(json);
}

/**
 * What JSON.stringify writes, for values of any depth: JSON.parse reads a million brackets, and
 * JSON.stringify runs out of stack after a few thousand.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return deepText(value);
  }
}

/** How many pieces of text wait to be joined: two million of one bracket each are a lot of strings. */
const mostPieces = 10_000;
const noKeys: readonly string[] = [];

/** A few numbers for each level and nothing else: four megabytes of brackets are two million levels. */
function deepText(root: unknown): string {
  let text = '';
  let pieces: string[] = [];
  const containers: object[] = [];
  const keysOf: (readonly string[])[] = [];
  const positions: number[] = [];
  const write = (piece: string): void => {
    if (pieces.push(piece) < mostPieces) return;
    text += pieces.join('');
    pieces = [];
  };
  const begin = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      write(JSON.stringify(value));
      return;
    }
    write(Array.isArray(value) ? '[' : '{');
    containers.push(value);
    keysOf.push(Array.isArray(value) ? noKeys : Object.keys(value));
    positions.push(0);
  };
  begin(root);
  while (containers.length > 0) {
    const level = containers.length - 1;
    const container = containers[level] as Readonly<Record<string, unknown>> | readonly unknown[];
    const keys = keysOf[level] ?? noKeys;
    const position = positions[level] ?? 0;
    if (position === (Array.isArray(container) ? container.length : keys.length)) {
      write(Array.isArray(container) ? ']' : '}');
      containers.pop();
      keysOf.pop();
      positions.pop();
      continue;
    }
    positions[level] = position + 1;
    if (position > 0) write(',');
    if (Array.isArray(container)) {
      begin(container[position]);
    } else {
      const key = keys[position] ?? '';
      write(`${JSON.stringify(key)}:`);
      begin((container as Readonly<Record<string, unknown>>)[key]);
    }
  }
  return text + pieces.join('');
}
