/** Text that is HTML already. Only `html`, `joinHtml` and `markdown` make one, so nothing else gets in unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, nothing stands for undefined and false. */
export type Child = Html | string | number | false | undefined | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and as an attribute's value in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/u.test(text)
    ? text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? '')
    : text;
}

/** The indentation of the sources is for their readers; a browser takes any white space for one space. */
const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

function compact(strings: TemplateStringsArray): readonly string[] {
  const known = compacted.get(strings);
  if (known !== undefined) return known;
  const made = strings.map((text) => text.replaceAll(/\s*\n\s*/gu, '\n'));
  compacted.set(strings, made);
  return made;
}

/** Markup from a template. Every value is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Child[]): Html {
  const parts = compact(strings);
  let text = parts[0] ?? '';
  for (let index = 0; index < values.length; index++) {
    text += textOf(values[index]) + (parts[index + 1] ?? '');
  }
  return new Html(text);
}

function textOf(child: Child): string {
  if (child instanceof Html) return child.text;
  if (typeof child === 'string') return escapeHtml(child);
  if (typeof child === 'number') return String(child);
  if (child === undefined || child === false) return '';
  return child.map(textOf).join('');
}

/** Pieces of markup with a separator between them. */
export function joinHtml(pieces: readonly Child[], separator: string): Html {
  return new Html(pieces.map(textOf).join(escapeHtml(separator)));
}
