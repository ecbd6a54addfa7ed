import type { Ledger, Lineage } from './ledger.js';
import type { LedgerEntry } from './ledger-entry.js';
import { formatVersion, parseVersion } from './version.js';

/** What a langpack would hold, generated from the catalog in hand. */
export interface Candidate extends Lineage {
  readonly package: string;
  /** `filesDigest` of its files with `noRelease`. */
  readonly digest: string;
  /** `InputDigests` of what it follows from, where that is known. */
  readonly inputs?: string;
}

export interface PlannedRelease extends Candidate {
  /** `0.G.N`. */
  readonly version: string;
  /**
   * `first`: there is no release of this environment, language and generation yet. `changed`: what it holds is not what the
   * last one held.
   */
  readonly reason: 'first' | 'changed';
  readonly previous: LedgerEntry | undefined;
}

/** Which packages get which new version. */
export interface ReleasePlan {
  readonly releases: readonly PlannedRelease[];
  /** The newest releases that hold what would be generated now. */
  readonly unchanged: readonly LedgerEntry[];
  /** The newest releases of what the catalog asks for no more; they stay installable for ever. */
  readonly ended: readonly LedgerEntry[];
}

/** Plans, and does nothing. A number that the ledger has is never given again, also not to the same content. */
export function planReleases(candidates: readonly Candidate[], ledger: Ledger): ReleasePlan {
  const releases: PlannedRelease[] = [];
  const unchanged: LedgerEntry[] = [];
  const wanted = new Set<LedgerEntry>();
  for (const candidate of candidates) {
    const previous = ledger.newest(candidate);
    if (previous !== undefined) wanted.add(previous);
    if (previous?.digest === candidate.digest) {
      unchanged.push(previous);
      continue;
    }
    const number = (previous === undefined ? 0 : (parseVersion(previous.version)?.number ?? 0)) + 1;
    const version = formatVersion({ generation: candidate.generation, number });
    releases.push({ ...candidate, version, reason: previous === undefined ? 'first' : 'changed', previous });
  }
  const ended = ledger.heads.filter((entry) => !wanted.has(entry));
  return { releases, unchanged, ended };
}
