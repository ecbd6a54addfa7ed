import { mkdtemp, rm } from 'node:fs/promises';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import * as git from 'isomorphic-git';
import type { Language } from '../../../catalog/langpack-settings.js';
import type { PackageFiles } from '../../../langpack/generator.js';
import { AppError } from '../../../errors/app-error.js';
import { remoteAt, type Remote } from '../../git/remote.js';
import { readTreeFiles, writeTreeFiles } from '../../git/tree-files.js';
import { recordOf, type Artifact } from '../archives/artifact.js';
import { buildArtifacts } from '../archives/build-artifacts.js';
import type { PackedRelease, Registry, ReleaseReference } from './registry.js';

const main = 'refs/heads/main';
/** A newer release may get to main at the same moment; so often in a row, something is wrong. */
const mostAttempts = 10;

/**
 * A git host: each package is a repository, each release a commit on main with the tag `v0.G.N`. Composer and Go read these
 * without any registry.
 * @param url with `{package}` where the package's name belongs
 */
export function gitRegistry(language: Extract<Language, 'php' | 'go'>, url: string): Registry {
  const at = (name: string, work: (place: Place) => Promise<void>): Promise<void> =>
    inScratch(url.replaceAll('{package}', name), work);
  return {
    name: url,
    async look(reference) {
      let holding: Awaited<ReturnType<Registry['look']>> | undefined;
      await at(reference.package, async (place) => {
        holding = await lookAt(language, place, reference);
      });
      return holding ?? { state: 'missing', files: [] };
    },
    tryConnection: (packageName) =>
      at(packageName, async ({ remote }) => {
        await remote.fetch(main);
      }),
    put: (release) => at(release.name, (place) => putAt(place, release)),
  };
}

interface Place {
  readonly remote: Remote;
  readonly gitdir: string;
}

/** Pushing needs a repository to push from: an empty one, for as long as it takes. */
async function inScratch(url: string, work: (place: Place) => Promise<void>): Promise<void> {
  const gitdir = await mkdtemp(join(tmpdir(), 'eventbook-push-'));
  try {
    await git.init({ fs, gitdir, bare: true });
    await git.addRemote({ fs, gitdir, remote: 'origin', url });
    await work({ remote: remoteAt(url, gitdir), gitdir });
  } finally {
    await rm(gitdir, { recursive: true, force: true });
  }
}

async function lookAt(
  language: Language,
  { remote, gitdir }: Place,
  { package: name, version, artifacts }: ReleaseReference,
): Promise<Awaited<ReturnType<Registry['look']>>> {
  const files = artifacts.map(({ file }) => file);
  const commit = await remote.fetch(tagRef(version));
  if (commit === undefined) return { state: 'missing', files };
  const present = await buildArtifacts({
    language,
    name,
    version,
    files: await readTreeFiles({ fs, gitdir }, commit),
  });
  const isSame = JSON.stringify(present.map(recordOf)) === JSON.stringify(artifacts);
  return isSame ? { state: 'complete' } : { state: 'different', files };
}

async function putAt(
  { remote, gitdir }: Place,
  { name, version, artifacts, time }: PackedRelease,
): Promise<void> {
  const [archive] = artifacts;
  if (archive === undefined) throw new AppError('bug', 'internal', `The langpack ${name} has no archive.`);
  const tree = await writeTreeFiles({ fs, gitdir }, filesIn(archive));
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const tip = await remote.fetch(main);
    // A run that was killed between the two pushes has left its commit at the tip.
    const isThere =
      tip !== undefined && (await git.readCommit({ fs, gitdir, oid: tip })).commit.tree === tree;
    const commit = isThere ? tip : await writeCommit(gitdir, tree, tip, version, time);
    if (!isThere && (await remote.push(commit, main)) === 'behind') continue;
    await remote.push(commit, tagRef(version));
    return;
  }
  throw new AppError(
    'conflict',
    'ledger_contended',
    `${remote.name} moved on each time it was to be pushed to.`,
    {
      hint: 'Run it again.',
    },
  );
}

function tagRef(version: string): string {
  return `refs/tags/v${version}`;
}

async function writeCommit(
  gitdir: string,
  tree: string,
  parent: string | undefined,
  version: string,
  time: string,
): Promise<string> {
  const timestamp = Math.floor(Date.parse(time) / 1000);
  const author = { name: 'Eventbook', email: 'eventbook@localhost', timestamp, timezoneOffset: 0 };
  const parents = parent === undefined ? [] : [parent];
  const commit = { message: `Release ${version}\n`, tree, parent: parents, author, committer: author };
  return git.writeCommit({ fs, gitdir, commit });
}

/** What was packed. A module's files lie below `<module>@v<version>/` in its zip. */
function filesIn({ bytes }: Artifact): PackageFiles {
  const entries = Object.entries(unzipSync(bytes)).map(
    ([path, content]) => [path, strFromU8(content)] as const,
  );
  const below = /^.+?@v[0-9.]+\//u.exec(entries[0]?.[0] ?? '')?.[0] ?? '';
  return new Map(entries.map(([path, text]) => [path.slice(below.length), text]));
}
