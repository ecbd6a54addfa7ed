import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The top of the repository, from the sources and from what was compiled of them. */
const root = join(dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json')), '..');

/** Runs git in a folder, as somebody who has a name. */
export function git(directory: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Olga Lind', '-c', 'user.email=olga@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' });
}

/** A copy of the template in a real git repository: what it holds is published on `main`, and a branch is checked out. */
export async function makeCatalogInGit(directory: string): Promise<void> {
  await cp(join(root, 'catalog-template'), directory, { recursive: true });
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=The first one');
  git(directory, 'switch', '--quiet', '--create=work');
}

/** Starts the desktop as `npm run studio` does; its address opens one browser, once. The renderer has to be built. */
export async function spawnStudio({
  directory,
  state,
  env = {},
  through = [],
}: {
  readonly directory: string;
  readonly state: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** A command that starts it, as one that takes rights away. */
  readonly through?: readonly string[] | undefined;
}): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const program = [
    process.execPath,
    'desktop/dist/server/main.js',
    ...(directory === '' ? [] : [directory]),
    '--no-open',
  ];
  const [command = '', ...words] = [...through, ...program];
  const child = spawn(command, words, {
    cwd: root,
    env: {
      ...process.env,
      // Whoever runs it has git settings of their own.
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      EVENTBOOK_STATE: state,
      INIT_CWD: root,
      ...env,
    },
  });
  return { child, address: await addressOf(child) };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/u.exec(said)?.[0];
      if (address !== undefined) done(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', (status) => failed(new Error(`the studio ended with ${String(status)}: ${said}`)));
  });
}
