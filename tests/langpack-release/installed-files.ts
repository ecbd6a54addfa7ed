import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import type { Installed } from './installed-langpacks.js';

/** SHA-256 by path of the files of installed langpacks. */
export function digestsOf(installed: readonly Installed[]): Map<Language, Map<string, string>> {
  return new Map(installed.map(({ language, home }) => [language, digestsIn(home)]));
}

function digestsIn(home: string): Map<string, string> {
  const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(filesIn(home).map((path) => [relative(home, path), digest(path)]));
}

/** Every file that a client has put there, but for what Python compiles. */
export function filesIn(home: string): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
