import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as git from 'isomorphic-git';
import { access, type Repository } from '@eventbook/shared/node/git/repository';
import type { Person } from '../../api/git.js';

const run = promisify(execFile);

/** Who commits here, as git is configured at whatever level; undefined where it is not. */
export async function configuredAuthor(repository: Repository): Promise<Person | undefined> {
  const [name, email] = await Promise.all([
    setting(repository, 'user.name'),
    setting(repository, 'user.email'),
  ]);
  return name === undefined || email === undefined ? undefined : { name, email };
}

/** isomorphic-git reads the repository's own settings; where the program git is installed, it knows all of them. */
async function setting(repository: Repository, name: string): Promise<string | undefined> {
  const said: unknown = await run('git', ['config', '--get', name], { cwd: repository.root })
    .then(({ stdout }) => stdout.trim())
    .catch(() => git.getConfig({ ...access(repository), path: name }).catch(() => undefined));
  return typeof said === 'string' && said !== '' ? said : undefined;
}
