import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Snapshot } from '@eventbook/shared/snapshot/admit';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import { FolderSource } from './folder-source.js';
import { GitSource } from './git-source.js';
import { StoreSource } from './store-source.js';

/** A place that snapshots come from. */
export interface SnapshotSource {
  readonly kind: 'folder' | 'store' | 'git';
  /** How often to ask, in seconds, where that is not the configuration's. */
  readonly pollSeconds?: number;
  /** The newest snapshot, nothing of it trusted yet; undefined where it has not changed. Throws AppError. */
  fetch(current: Snapshot | undefined): Promise<Bundle | undefined>;
}

/**
 * Finds out what kind of place is meant: a working tree of a catalog, a bare repository or a git URL, or
 * published snapshots (a file, a folder with `latest`, an http(s) URL).
 * @param cloneDirectory where a git URL's clone is kept
 */
export function snapshotSource(place: string, cloneDirectory: string): SnapshotSource {
  if (/^(git\+[a-z]+|ssh|git|file):\/\//i.test(place) || /^[^/\\]+@[^/\\]+:/.test(place)) {
    return new GitSource(place.replace(/^git\+/i, ''), cloneDirectory);
  }
  if (/^https?:\/\//i.test(place)) {
    const isRepository = new URL(place).pathname.endsWith('.git');
    return isRepository ? new GitSource(place, cloneDirectory) : new StoreSource(place);
  }
  // What is not there (yet) is asked for again, while the last good snapshot serves.
  if (!existsSync(place) || !statSync(place).isDirectory()) return new StoreSource(place);
  if (existsSync(join(place, 'catalog.json'))) return new FolderSource(place);
  const bare = existsSync(join(place, 'HEAD')) && existsSync(join(place, 'objects'));
  return bare ? new GitSource(pathToFileURL(place).href, cloneDirectory) : new StoreSource(place);
}
