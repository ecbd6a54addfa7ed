import type { Language } from '../../catalog/langpack-settings.js';
import type { LedgerEntry } from './ledger-entry.js';
import { parseVersion } from './version.js';

/** What a release is the next one of. */
export interface Lineage {
  readonly environment: string;
  readonly language: Language;
  readonly generation: number;
}

/** Every release that there ever was. */
export class Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly #newest = new Map<string, LedgerEntry>();

  /** @param entries in any order */
  constructor(entries: readonly LedgerEntry[]) {
    this.entries = [...entries].sort(byPlace);
    for (const entry of this.entries) this.#newest.set(keyOf(lineageOf(entry)), entry);
  }

  /** The release with the highest number. */
  newest(lineage: Lineage): LedgerEntry | undefined {
    return this.#newest.get(keyOf(lineage));
  }

  /** The newest release of each lineage, by environment, language and generation. */
  get heads(): readonly LedgerEntry[] {
    return [...this.#newest.values()];
  }
}

export function lineageOf({ environment, language, version }: LedgerEntry): Lineage {
  return { environment, language, generation: numbersOf(version).generation };
}

function keyOf({ environment, language, generation }: Lineage): string {
  return `${environment}/${language}/${generation}`;
}

function numbersOf(version: string): { readonly generation: number; readonly number: number } {
  return parseVersion(version) ?? { generation: 0, number: 0 };
}

function byPlace(one: LedgerEntry, other: LedgerEntry): number {
  const [a, b] = [numbersOf(one.version), numbersOf(other.version)];
  return (
    byText(one.environment, other.environment) ||
    byText(one.language, other.language) ||
    a.generation - b.generation ||
    a.number - b.number
  );
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
