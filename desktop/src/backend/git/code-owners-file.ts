import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOwners, codeOwnersHead, type Forge } from '@eventbook/shared/catalog/code-owners';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** Where GitHub and GitLab look for it. */
const places = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/**
 * Makes the repository's CODEOWNERS anew, where it is one that `eventbook codeowners` has made and the catalog says something
 * else. The catalog is asked for only then. One that people have written is theirs.
 * @returns its path from the top of the repository on; undefined where nothing was written
 */
export async function renewCodeOwners(
  { root, prefix }: Repository,
  catalogOf: () => Promise<Catalog>,
): Promise<string | undefined> {
  for (const path of places) {
    const text = await readFile(join(root, path), 'utf8').catch(() => '');
    if (!text.startsWith(codeOwnersHead)) continue;
    const forge: Forge = /^\[/mu.test(text) ? 'gitlab' : 'github';
    const renewed = codeOwners(await catalogOf(), forge, prefix);
    if (renewed === text) return undefined;
    await writeFileAtomically(join(root, path), renewed);
    return path;
  }
  return undefined;
}
