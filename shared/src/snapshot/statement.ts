/** Which content is the book's at which point of its history. Signed over its exact bytes. */
export interface SnapshotStatement {
  /** SHA-256 of the content's bytes, 64 lower-case hex digits. */
  readonly id: string;
  /** Number of first-parent commits of the published branch; 0 for a folder that is no repository. */
  readonly sequence: number;
  readonly commit: string | null;
  /** RFC 3339. */
  readonly committed_at: string | null;
  readonly signed_at: string | null;
}
