import { parseFile, type ParsedFile } from './parse-file.js';

interface Parsed {
  readonly text: string;
  readonly file: ParsedFile;
}

const mostTexts = 3;

/**
 * Files that are read once, however many catalogs they are in: what is being edited, what is published and what is
 * in a commit share nearly all of their texts. What is the same in two of them is the same value, and a comparison passes over
 * it at once.
 */
export class ParsedTexts {
  /** By path; of each file those of its texts that were met last. */
  readonly #parsed = new Map<string, readonly Parsed[]>();

  /** As `parseFile`. */
  parse(path: string, text: string): ParsedFile {
    const all = this.#parsed.get(path) ?? [];
    const known = all.find((one) => one.text === text);
    if (known !== undefined) return known.file;
    const file = parseFile(path, text);
    this.#parsed.set(path, [{ text, file }, ...all].slice(0, mostTexts));
    return file;
  }
}
