/**
 * Lines of code with their indentation, and the imports they need. Each language has one of its own, which knows
 * how its strings, comments and imports are written: no emitter writes a text of the catalog in any other way.
 */
export abstract class Printer {
  readonly #lines: string[] = [];
  readonly #indentation: string;
  #prefix = '';

  /** @param indentation of one level */
  constructor(indentation: string) {
    this.#indentation = indentation;
  }

  /** Adds lines at the current level; an empty one stays empty. */
  line(...lines: readonly string[]): this {
    for (const line of lines) this.#lines.push(line === '' ? '' : this.#prefix + line);
    return this;
  }

  /** `open`, then what `body` prints one level deeper, then `close` where there is one. */
  block(open: string, body: () => void, close?: string): this {
    this.line(open);
    const before = this.#prefix;
    this.#prefix += this.#indentation;
    body();
    this.#prefix = before;
    if (close !== undefined) this.line(close);
    return this;
  }

  /** A documentation comment of these paragraphs, in the language's own form. */
  abstract docs(paragraphs: readonly string[]): this;

  /** The language's literal for a text, whatever it holds. */
  abstract string(text: string): string;

  /** The whole file: head, imports, then what was printed. */
  abstract file(): string;

  protected body(): readonly string[] {
    return this.#lines;
  }
}
