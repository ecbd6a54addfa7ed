import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Option } from '../command.js';

export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** Words that may stand at the cursor; or what the shell knows better. */
export interface Offer {
  readonly candidates: readonly Candidate[];
  readonly shell?: 'files' | 'folders';
}

/** Nothing is parsed and checked for this: an answer comes while somebody waits with a finger on the key. */
const kinds: Readonly<Record<string, (catalog: string) => Promise<readonly string[]>>> = {
  event: (catalog) => foldersIn(join(catalog, 'events')),
  environment: (catalog) => foldersIn(join(catalog, 'environments')),
  owner: (catalog) => filesIn(join(catalog, 'owners')),
  field: (catalog) => filesIn(join(catalog, 'fields')),
  destination: (catalog) => filesIn(join(catalog, 'destinations')),
  source: sourcesOf,
};

/** What a placeholder or the option before it stands for. */
const meanings: Readonly<Record<string, string>> = {
  old: 'event',
  fields: 'field',
  environments: 'environment',
  destinations: 'destination',
};

const folders = new Set(['dir', 'out', 'folder']);
const files = new Set(['file', 'before', 'after', 'keys']);

/** What may be the value of an option, or of an argument under `flags` as its name: `<event>`. */
export async function offerFor({ flags, choices }: Option, catalog: string, current: string): Promise<Offer> {
  if (choices !== undefined) return { candidates: choices.map((value) => ({ value })) };
  const [, option, placeholder = ''] = /^(?:.*--([a-z-]+) )?[<[]([a-z-]+)/u.exec(flags) ?? [];
  if (placeholder === 'shell') return { candidates: ['bash', 'zsh', 'fish'].map((value) => ({ value })) };
  const name = ['name', 'names'].includes(placeholder) && option !== undefined ? option : placeholder;
  const find = kinds[meanings[name] ?? name];
  if (find === undefined) {
    if (folders.has(placeholder)) return { candidates: [], shell: 'folders' };
    return files.has(placeholder) ? { candidates: [], shell: 'files' } : { candidates: [] };
  }
  const values = await find(catalog);
  // A list goes on behind its last comma.
  const begun = name in meanings && name !== 'old' ? current.slice(0, current.lastIndexOf(',') + 1) : '';
  return { candidates: values.map((value) => ({ value: `${begun}${value}` })) };
}

async function sourcesOf(catalog: string): Promise<string[]> {
  const environments = await foldersIn(join(catalog, 'environments'));
  const found = environments.map(async (environment) => {
    try {
      const card: unknown = JSON.parse(
        await readFile(join(catalog, 'environments', environment, 'environment.json'), 'utf8'),
      );
      const sources = (card as { readonly sources?: object }).sources ?? {};
      return Object.keys(sources).map((source) => `${environment}/${source}`);
    } catch {
      // `check` says what is wrong with it.
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory).catch(() => []);
  return entries
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}
