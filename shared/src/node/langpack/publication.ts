import type { Language } from '../../catalog/langpack-settings.js';
import type { Catalog } from '../../catalog/model.js';
import type { Generator } from '../../langpack/generator.js';
import type { PlannedRelease } from '../../langpack/release/plan.js';
import type { Repository } from '../git/repository.js';
import type { RuntimeReader } from './candidates.js';
import type { Registry } from './registries/registry.js';

/** A commit of the catalog that langpacks are released from: checked, and its snapshot built. */
export interface ReleasedCatalog {
  readonly catalog: Catalog;
  /** The snapshot's id and sequence. */
  readonly snapshot: string;
  readonly sequence: number;
  readonly commit: string;
  /** RFC 3339. */
  readonly committedAt: string;
}

/** What publishing is done with. */
export interface Workshop {
  readonly repository: Repository;
  readonly generators: readonly Generator[];
  /** Digest of their code; where it is not said, every langpack is generated each time. */
  readonly code?: string;
  /** Where generators' runtimes come from; Eventbook's own unless said otherwise. */
  readonly readRuntime?: RuntimeReader;
  /** Where the packages of a language go; none of them stops the work. */
  readonly registries: Readonly<Record<Language, readonly Registry[]>>;
  /** The version of Eventbook. */
  readonly eventbook: string;
  /** Ends it before the next step; what is done stays, and running it again goes on from there. Then its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told of every step, for a progress bar and a log. */
  readonly onStep?: (step: PublishStep) => void;
}

/** One thing that was done; counts are of steps of its kind. */
export type PublishStep =
  /** Its digest is known. */
  | { readonly kind: 'digested'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'packed';
      readonly release: PlannedRelease;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'recorded'; readonly entries: number; readonly place: string }
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'uploaded' | 'present';
      readonly package: string;
      readonly version: string;
      readonly registry: string;
      readonly done: number;
      readonly total: number;
    };
