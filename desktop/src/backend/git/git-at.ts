import type { PromiseFsClient } from 'isomorphic-git';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { carefulFs } from './careful-fs.js';

export interface GitAt {
  readonly fs: PromiseFsClient;
  readonly gitdir: string;
  readonly cache: object;
}

const known = new WeakMap<Repository, GitAt>();

/** What calls of isomorphic-git are told that write, or that have to see this worktree's own HEAD and index. */
export function gitAt(repository: Repository): GitAt {
  const at = known.get(repository) ?? {
    fs: carefulFs(repository),
    gitdir: repository.directory,
    cache: repository.cache,
  };
  known.set(repository, at);
  return at;
}
