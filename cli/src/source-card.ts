import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalText } from '@eventbook/shared/catalog/format';
import type { EnvironmentCard, Source, WriteKey } from '@eventbook/shared/catalog/model';
import { parseFile } from '@eventbook/shared/catalog/parse-file';
import { cardPath } from '@eventbook/shared/catalog/paths';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { usage } from './options.js';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';

/** One source, and the card of the environment that it stands on. */
export interface SourceCard {
  readonly environment: string;
  readonly name: string;
  readonly source: Source;
  readonly keys: readonly WriteKey[];
  /** Writes the card anew, canonically, with these keys. */
  readonly save: (keys: readonly WriteKey[]) => Promise<void>;
}

/**
 * @param fullName `<environment>/<source>`
 * @throws AppError usage, source_not_found, catalog_has_errors, not_a_catalog
 */
export async function readSourceCard(directory: string, fullName: string): Promise<SourceCard> {
  const [environment = '', name = '', ...more] = fullName.split('/');
  if (environment === '' || name === '' || more.length > 0) {
    throw usage(
      `${JSON.stringify(fullName)} does not name a source.`,
      'Write <environment>/<source>, as in site-frontend/web.',
    );
  }
  const { files } = await readCatalogFolder(directory);
  const path = cardPath('environment', environment);
  const text = files.get(path);
  if (text === undefined) throw notFound('environment', environment, environmentsOf(files));
  const parsed = parseFile(path, text);
  refuseErrors(parsed.problems.map((problem) => ({ ...problem, severity: 'error' })));
  const card = parsed.value as EnvironmentCard;
  const source = Object.hasOwn(card.sources, name) ? card.sources[name] : undefined;
  if (source === undefined) throw notFound('source', name, Object.keys(card.sources));
  const save = async (keys: readonly WriteKey[]): Promise<void> => {
    const changed = { ...card, sources: { ...card.sources, [name]: { ...source, keys } } };
    await writeFileAtomically(join(directory, path), canonicalText('environment', changed));
  };
  return { environment, name, source, keys: source.keys ?? [], save };
}

/** As catalogs keep a key. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Today in UTC, as cards write days. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function environmentsOf(files: ReadonlyMap<string, string>): string[] {
  return [...files.keys()].flatMap(
    (path) => /^environments\/([^/]+)\/environment\.json$/u.exec(path)?.[1] ?? [],
  );
}

function notFound(what: string, name: string, known: readonly string[]): AppError {
  const hint =
    didYouMean(name, known) ??
    (known.length === 0 ? 'There are none yet.' : `There are: ${known.join(', ')}.`);
  return new AppError('user', 'source_not_found', `The catalog has no ${what} ${JSON.stringify(name)}.`, {
    hint,
  });
}
