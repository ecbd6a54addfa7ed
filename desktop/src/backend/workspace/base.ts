import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import type { ParsedTexts } from '@eventbook/shared/catalog/parsed-texts';
import { publishedBranch } from '@eventbook/shared/catalog/published-branch';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readBaseFiles } from '@eventbook/shared/node/git/base-files';
import { findPublishedBase } from '@eventbook/shared/node/git/published-base';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** What counts as published. */
export interface Base {
  /** Undefined where nothing does yet. */
  readonly catalog: Catalog | undefined;
  /** Its files; none where nothing is published. */
  readonly files: ReadonlyMap<string, string>;
  /** The commit, as people name it: `main (1fffb72c80)`. */
  readonly title?: string;
  /** What that is, or why there is nothing, as half a sentence. */
  readonly description: string;
}

const nothing: Pick<Base, 'catalog' | 'files'> = { catalog: undefined, files: new Map() };

/** A repository in a state that has no base is no reason to show nothing: the description says what is missing. */
export async function readBase(
  repository: Repository | undefined,
  files: ReadonlyMap<string, string>,
  texts: ParsedTexts,
): Promise<Base> {
  if (repository === undefined) {
    return { ...nothing, description: 'this is no git repository, so nothing counts as published' };
  }
  try {
    const found = await findPublishedBase(repository, publishedBranch(files));
    if (found.kind === 'nothing') return { ...nothing, description: found.reason };
    const published = await readBaseFiles(repository, found.commit, files);
    const title = `${found.name} (${found.commit.slice(0, 10)})`;
    const { catalog } = parseCatalog(published, texts);
    return { catalog, files: published, title, description: `compared with ${title}` };
  } catch (error) {
    if (error instanceof AppError && error.code === 'git_ref_missing') {
      return { ...nothing, description: error.message };
    }
    throw error;
  }
}

/** Whether the same counts as published. */
export function sameBase(one: Base, other: Base): boolean {
  return (
    one.description === other.description &&
    one.files.size === other.files.size &&
    [...one.files].every(([path, text]) => other.files.get(path) === text)
  );
}
