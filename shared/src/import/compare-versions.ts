/** Orders `1.2.0` before `1.10`, and SchemaVer's `1-0-2` before `2-0-0`: part by part, as numbers. */
export function compareVersions(a: string, b: string): number {
  const [mine, theirs] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
    const difference = (mine[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): number[] {
  return version.replace(/^v/iu, '').split(/[.-]/u).map(Number);
}
