import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { buildRenderer } from '../setup/build-renderer.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The desktop as `npm run studio` starts it, on a catalog of its own. */
export interface RunningStudio {
  readonly directory: string;
  /** Where drafts are kept. */
  readonly state: string;
  /** Opens one browser, once. */
  readonly address: string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
  /** Ends it as nobody wants it to end. */
  kill(): Promise<void>;
}

/** Runs git in a folder, as somebody who has a name. */
export function git(directory: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Olga Lind', '-c', 'user.email=olga@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' });
}

/** Changes a file as another program would; what is changed has to stand in it. */
export async function changeFile(directory: string, path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(directory, path), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(directory, path), text.replace(from, to));
}

/** A copy of the template in a real git repository: what it holds is published on `main`, and a branch is checked out. */
export async function catalogInGit(until?: (end: () => Promise<void>) => unknown): Promise<string> {
  const directory = await scratch('catalog', until);
  await cp(join(root, 'catalog-template'), directory, { recursive: true });
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=The first one');
  git(directory, 'switch', '--quiet', '--create=work');
  return directory;
}

export async function startStudio(
  options: {
    directory?: string;
    state?: string;
    env?: Readonly<Record<string, string>>;
    /** A command that starts it, as one that takes rights away. */
    through?: readonly string[];
  } = {},
): Promise<RunningStudio> {
  await buildRenderer();
  const directory = options.directory ?? (await catalogInGit());
  const state = options.state ?? (await scratch('state'));
  const program = [process.execPath, 'desktop/dist/server/main.js', directory, '--no-open'];
  const [command = '', ...words] = [...(options.through ?? []), ...program];
  const child = spawn(command, words, {
    cwd: root,
    env: {
      ...process.env,
      // Whoever runs the tests has git settings of their own.
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      EVENTBOOK_STATE: state,
      INIT_CWD: root,
      ...options.env,
    },
  });
  const address = await addressOf(child);
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((done) => {
      child.on('close', () => done());
      if (child.exitCode !== null || child.signalCode !== null) done();
      else child.kill(signal);
    });
  onTestFinished(() => end('SIGKILL'));
  return { directory, state, address, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function scratch(
  name: string,
  until: (end: () => Promise<void>) => unknown = onTestFinished,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `eventbook-${name}-`));
  until(() => rm(directory, { recursive: true, force: true }));
  return directory;
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
