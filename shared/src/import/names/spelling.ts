import { foldedName } from '../../catalog/names.js';

/**
 * One spelling for all names that differ in case and underscores only: `userid` is written `user_id` where anybody
 * wrote that. A book with both would hold names that tables and generated code take for one.
 */
export class Spelling {
  readonly #byFolded = new Map<string, string>();
  readonly #fixed = new Set<string>();

  /** Names that stand in the catalog already keep their spelling, whatever comes. */
  fix(name: string): void {
    const key = foldedName(name);
    if (this.#fixed.has(key)) return;
    this.#fixed.add(key);
    this.#byFolded.set(key, name);
  }

  /** Of several spellings the one that parts the most words wins. */
  add(name: string): void {
    const key = foldedName(name);
    if (this.#fixed.has(key)) return;
    const known = this.#byFolded.get(key);
    if (known === undefined || isBetter(name, known)) this.#byFolded.set(key, name);
  }

  of(name: string): string {
    return this.#byFolded.get(foldedName(name)) ?? name;
  }
}

function isBetter(name: string, known: string): boolean {
  return name.length > known.length || (name.length === known.length && name < known);
}
