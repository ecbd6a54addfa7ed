import { commentLines } from '../comment-text.js';
import { Printer } from '../printer.js';

/** Characters that are seen as what they are. */
const plain = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u0377\u0400-\u052f]*$/u;

/** PHP as PSR-12 has it. Names are fully qualified, or of the package's own namespace: nothing is imported. */
export class PhpPrinter extends Printer {
  readonly #namespace: string;

  constructor(namespace: string) {
    super('    ');
    this.#namespace = namespace;
  }

  /** Paragraphs, then tags such as `@return list<string>`, which are not text of the catalog. */
  override docs(paragraphs: readonly string[], tags: readonly string[] = []): this {
    const texts = paragraphs.map((paragraph) => commentLines(paragraph).map(inert));
    const lines = [...texts, ...(tags.length === 0 ? [] : [tags])].flatMap((group, index) =>
      index === 0 ? group : ['', ...group],
    );
    if (lines.length === 0) return this;
    const [only = ''] = lines;
    if (lines.length === 1) return this.line(`/** ${only} */`);
    return this.line('/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */');
  }

  override string(text: string): string {
    return phpString(text);
  }

  /** A class, an enum, a function or the like: `open`, then braces on lines of their own. */
  braced(open: string, body: () => void): this {
    this.line(open);
    return this.block('{', body, '}');
  }

  /** A method of one statement, and an empty line before it. */
  method(open: string, ...statements: readonly string[]): this {
    return this.braced(open, () => this.line(...statements));
  }

  override file(): string {
    const head = ['<?php', '', 'declare(strict_types=1);', '', `namespace ${this.#namespace};`, ''];
    return `${[...head, ...this.body()].join('\n').trimEnd()}\n`;
  }
}

/** A tag of one line with text of the catalog in it. */
export function tagText(text: string): string {
  return commentLines(text).map(inert).join(' ');
}

/** Between single quotes where all is plainly visible, else between double ones with what is not escaped. */
export function phpString(text: string): string {
  if (plain.test(text)) return `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;
  const escaped = Array.from(text, (character) => {
    if (/["\\$]/u.test(character)) return `\\${character}`;
    if (character === '\n') return '\\n';
    if (plain.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16)}}`;
  });
  return `"${escaped.join('')}"`;
}

/** What would end the comment, or be read as a tag. */
function inert(line: string): string {
  return line
    .replaceAll('*/', '* /')
    .replaceAll('{@', '{\\@')
    .replace(/^\s*(?=@)/u, (spaces) => `${spaces}\\`);
}
