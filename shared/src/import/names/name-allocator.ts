import { foldedName, isReservedByWindows } from '../../catalog/names.js';
import { cut } from './snake-case.js';

/** Gives out names that file systems, tables and generated code can tell apart (the rule `name-clash`). */
export class NameAllocator {
  readonly #taken = new Set<string>();
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Marks a name that is there already. */
  take(name: string): void {
    this.#taken.add(foldedName(name));
  }

  /** The wanted name, or the next that is free: `price`, `price_2`, `price_3`. */
  allocate(wanted: string): string {
    const base = isReservedByWindows(wanted) ? `${wanted}_value` : wanted;
    let name = cut(base, this.#longest);
    for (let count = 2; this.#taken.has(foldedName(name)); count += 1) {
      name = `${cut(base, this.#longest - `_${count}`.length)}_${count}`;
    }
    this.take(name);
    return name;
  }
}
