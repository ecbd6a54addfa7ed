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

/** A container that is being written: its members still to come, and what closes it. */
interface Open {
  readonly members: Iterator<readonly [key: string | undefined, value: unknown]>;
  readonly close: string;
  isFirst: boolean;
}

function deepText(root: unknown): string {
  const parts: string[] = [];
  const stack: Open[] = [];
  const write = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      parts.push(JSON.stringify(value));
      return;
    }
    parts.push(Array.isArray(value) ? '[' : '{');
    stack.push({ members: membersOf(value), close: Array.isArray(value) ? ']' : '}', isFirst: true });
  };
  write(root);
  for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) {
    const next = open.members.next();
    if (next.done === true) {
      parts.push(open.close);
      stack.pop();
      continue;
    }
    const [key, value] = next.value;
    if (!open.isFirst) parts.push(',');
    open.isFirst = false;
    if (key !== undefined) parts.push(`${JSON.stringify(key)}:`);
    write(value);
  }
  return parts.join('');
}

function* membersOf(value: object): Iterator<readonly [string | undefined, unknown]> {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) yield [undefined, item];
  } else {
    yield* Object.entries(value);
  }
}
