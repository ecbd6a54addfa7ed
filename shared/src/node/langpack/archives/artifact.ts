import { createHash } from 'node:crypto';
import type { ArtifactRecord } from '../../../langpack/release/ledger-entry.js';

/** An archive that a registry hands out. The same package gives the same bytes, on any machine and at any time. */
export interface Artifact {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export function recordOf({ file, bytes }: Artifact): ArtifactRecord {
  return { file, bytes: bytes.length, sha256: sha256(bytes) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
