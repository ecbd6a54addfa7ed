import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as git from 'isomorphic-git';
import { readHead } from './head.js';
import { access, findRepository } from './repository.js';

const run = promisify(execFile);

/**
 * The address under which whoever works in a folder commits: what git is configured with, at whatever level; where it
 * is with nothing, as in a build, the author of the commit that is checked out. Undefined where neither can be had.
 */
export async function gitAuthor(directory: string): Promise<string | undefined> {
  const repository = await findRepository(directory);
  if (repository === undefined) return undefined;
  const configured = await run('git', ['config', 'user.email'], { cwd: directory })
    .then(({ stdout }) => stdout.trim())
    // There need be no git program, and it need not be configured.
    .catch(() => '');
  if (configured !== '') return configured;
  const { commit } = await readHead(repository);
  if (commit === undefined) return undefined;
  const { commit: facts } = await git.readCommit({ ...access(repository), oid: commit });
  return facts.author.email;
}
