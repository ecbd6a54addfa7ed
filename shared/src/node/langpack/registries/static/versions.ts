import { parseVersion } from '../../../../langpack/release/version.js';

/** Ascending: by generation, then number. What is no version of a langpack comes first. */
export function byVersion(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  return (a?.generation ?? 0) - (b?.generation ?? 0) || (a?.number ?? 0) - (b?.number ?? 0);
}
