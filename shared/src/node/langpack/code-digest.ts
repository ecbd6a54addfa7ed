import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the sources in development, of what was compiled from them elsewhere. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const extension = extname(fileURLToPath(import.meta.url));

let known: Promise<string> | undefined;

/**
 * SHA-256 over this Eventbook's own code, 64 lower-case hex digits: the generators, and all that they could come to use. It
 * changes more often than what they make does, never less.
 */
export function ownCodeDigest(): Promise<string> {
  return (known ??= digestOf(root));
}

async function digestOf(folder: string): Promise<string> {
  const paths = (await readdir(folder, { recursive: true }))
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => path.endsWith(extension) && !/\.(?:d|test)\.ts$/u.test(path))
    .sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  const hash = createHash('sha256');
  for (const [index, path] of paths.entries()) {
    const text = texts[index] ?? Buffer.of();
    hash.update(`${path} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}
