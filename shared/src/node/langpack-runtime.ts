import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generator, PackageFiles } from '../langpack/generator.js';

const runtimes = fileURLToPath(new URL('../../runtimes/', import.meta.url));

/** What is beside a runtime for its own sake: tests, builds, caches. */
const notShipped =
  /(^|\/)(tests?|testdata|node_modules|vendor|__pycache__|\.[^/]*)(\/|$)|\.tsbuildinfo$|_test\.go$/u;

/** The files of a generator's runtime, as they go into every package: text by path, in the order of the paths. */
export async function readRuntime({ runtime }: Pick<Generator, 'runtime'>): Promise<PackageFiles> {
  const folder = join(runtimes, runtime);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !notShipped.test(path))
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}
