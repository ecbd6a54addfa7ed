/**
 * A file's path in the catalog; undefined where it lies beside the catalog.
 * @param prefix the catalog's folder in its repository; empty where they are the same
 * @param path from the top of the repository on
 */
export function catalogPathOf(prefix: string, path: string): string | undefined {
  if (prefix === '') return path;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}
