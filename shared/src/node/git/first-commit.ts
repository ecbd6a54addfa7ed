import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import * as git from 'isomorphic-git';

const run = promisify(execFile);

/**
 * Makes a new repository of a folder, with all of its files in one commit.
 * @returns the commit
 */
export async function makeRepository(
  directory: string,
  branch: string,
  paths: readonly string[],
  message: string,
): Promise<string> {
  const cache = {};
  await git.init({ fs, dir: directory, defaultBranch: branch });
  await git.add({ fs, dir: directory, cache, filepath: [...paths] });
  return git.commit({ fs, dir: directory, cache, message, author: await author(directory) });
}

/** isomorphic-git does not read the person's own settings; where git is installed, it knows them. */
async function author(directory: string): Promise<{ name: string; email: string }> {
  return {
    name: (await setting(directory, 'user.name')) ?? 'Eventbook',
    email: (await setting(directory, 'user.email')) ?? 'eventbook@localhost',
  };
}

async function setting(directory: string, name: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['config', '--get', name], { cwd: directory });
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}
