import type { ArtifactRecord } from '../../../langpack/release/ledger-entry.js';
import type { Artifact } from '../archives/artifact.js';
import type { BuiltPackage } from '../archives/build-artifacts.js';

/** A release that is to be put into a registry, or looked for there. */
export interface PackedRelease extends BuiltPackage {
  readonly artifacts: readonly Artifact[];
  /** RFC 3339: when the catalog's commit was made. Registries show it as the time of the release. */
  readonly time: string;
}

/** What a registry is asked about a release; its ledger entry says as much. */
export interface ReleaseReference {
  /** The package's name there. */
  readonly package: string;
  readonly version: string;
  readonly artifacts: readonly ArtifactRecord[];
}

/**
 * What a registry has of a release: all of it as recorded; none of it or not all; or other bytes under the same version.
 */
export type Holding =
  | { readonly state: 'complete' }
  | { readonly state: 'missing'; readonly files: readonly string[] }
  | { readonly state: 'different'; readonly files: readonly string[] };

/** A place that langpacks of one language are published to. */
export interface Registry {
  /** What people call it: its folder or its address, without credentials. */
  readonly name: string;
  /** Throws registry_unavailable, registry_refused. */
  look(reference: ReleaseReference): Promise<Holding>;
  /**
   * Finds out, without publishing anything, whether it is there and takes our login.
   * @param packageName one that is to be published there, or is already
   * Throws registry_unavailable, registry_refused.
   */
  tryConnection(packageName: string): Promise<void>;
  /**
   * Puts a release there, whole or as much as it lacks: to be called again until it succeeds. What is there already under this
   * version is never changed.
   * Throws registry_unavailable, registry_refused, and release_conflict where the version is there with other bytes.
   */
  put(release: PackedRelease): Promise<void>;
}
