import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { buildRenderer } from '../setup/build-renderer.mjs';
import { makeCatalogInGit, spawnStudio } from '../support/studio-process.js';

export { git } from '../support/studio-process.js';

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

/** Changes a file as another program would; what is changed has to stand in it. */
export async function changeFile(directory: string, path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(directory, path), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(directory, path), text.replace(from, to));
}

export async function catalogInGit(until?: (end: () => Promise<void>) => unknown): Promise<string> {
  const directory = await scratch('catalog', until);
  await makeCatalogInGit(directory);
  return directory;
}

export async function startStudio(
  options: {
    /** Null for none. */
    directory?: string | null;
    state?: string;
    env?: Readonly<Record<string, string>>;
    /** A command that starts it, as one that takes rights away. */
    through?: readonly string[];
  } = {},
): Promise<RunningStudio> {
  await buildRenderer();
  const directory = options.directory === undefined ? await catalogInGit() : (options.directory ?? '');
  const state = options.state ?? (await scratch('state'));
  const { child, address } = await spawnStudio({
    directory,
    state,
    env: options.env,
    through: options.through,
  });
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
