import * as git from 'isomorphic-git';
import type { GitAt } from './git-at.js';

/** The text of a blob. Throws a TypeError where it is none in UTF-8. */
export async function textOf(at: GitAt, oid: string): Promise<string> {
  const { blob } = await git.readBlob({ ...at, oid });
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob);
}
