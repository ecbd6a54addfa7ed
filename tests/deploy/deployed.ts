import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const tests = dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json'));

/** The repository. */
export const root = join(tests, '..');

/** The text of a file in deploy/. */
export function deployed(path: string): string {
  return readFileSync(join(root, 'deploy', path), 'utf8');
}
