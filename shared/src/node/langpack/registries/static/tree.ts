import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../../errors/app-error.js';
import { isScratchOf, writeFileAtomically } from '../../../atomic-write.js';
import { sha256, type Artifact } from '../../archives/artifact.js';
import type { Holding, ReleaseReference } from '../registry.js';

const mostAttempts = 10;

/**
 * The files of a static registry, below one folder. Order of writing, so that a crash anywhere leaves nothing that points
 * at what is not there:
 * 1. the archives, each by atomic rename and never over another;
 * 2. what the index needs to know of the version, beside them;
 * 3. the index of the package, which is made of all that stands beside the archives, and of nothing else.
 * A publisher lists again after it wrote an index; so of several at once the last to write has seen all.
 */
export class StaticTree {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether files can be put there; a folder that is not there yet has to be possible. */
  async tryWriting(): Promise<void> {
    for (let folder = this.#folder; ; folder = dirname(folder)) {
      try {
        await access(folder, constants.W_OK | constants.X_OK);
        if ((await stat(folder)).isDirectory()) return;
        throw new Error(`${folder} is no folder`);
      } catch (cause) {
        if (!isMissing(cause) || folder === dirname(folder)) throw unusable(folder, cause);
      }
    }
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#folder, path));
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw unusable(join(this.#folder, path), cause);
    }
  }

  /** Names in a folder, sorted; none where there is no such folder. */
  async list(path: string): Promise<string[]> {
    try {
      const names = await readdir(join(this.#folder, path));
      return names.filter((name) => !name.startsWith('.')).sort();
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw unusable(join(this.#folder, path), cause);
    }
  }

  /** What stands beside the archives in a folder: the JSON documents of its versions, in the order of their files. */
  async documents<Document>(folder: string): Promise<Document[]> {
    const found: Document[] = [];
    for (const file of (await this.list(folder)).filter((each) => each.endsWith('.json'))) {
      const bytes = await this.read(`${folder}/${file}`);
      if (bytes !== undefined) found.push(JSON.parse(Buffer.from(bytes).toString()) as Document);
    }
    return found;
  }

  /** Writes a file that may change: an index. Does nothing where it says so already. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content);
    const target = join(this.#folder, path);
    for (let attempt = 1; ; attempt += 1) {
      const present = await this.read(path);
      if (present !== undefined && bytes.equals(present)) break;
      try {
        await mkdir(dirname(target), { recursive: true });
        await writeFileAtomically(target, bytes);
      } catch (cause) {
        // Another publisher may have swept away what we were about to rename.
        if (!isMissing(cause) || attempt === mostAttempts) throw unusable(target, cause);
      }
    }
    await this.#sweep(path);
  }

  /** Takes away what a publisher that was killed has left of a file that is in its place now. */
  async #sweep(path: string): Promise<void> {
    const folder = dirname(join(this.#folder, path));
    const left = (await readdir(folder)).filter((name) => isScratchOf(name, basename(path)));
    for (const name of left) await rm(join(folder, name), { force: true });
  }

  /** Writes a file that stays as it is for ever. Throws release_conflict where another is there. */
  async keep(path: string, content: string | Uint8Array): Promise<void> {
    const present = await this.read(path);
    if (present !== undefined && !Buffer.from(content).equals(present)) {
      throw new AppError(
        'conflict',
        'release_conflict',
        `${join(this.#folder, path)} is there with other bytes.`,
        {
          hint: 'Nothing that was published changes. See what `eventbook langpack verify` says of the registry.',
          data: { path },
        },
      );
    }
    await this.write(path, content);
  }

  /** Writes an index until it says what there is. */
  async index(path: string, content: () => Promise<string>): Promise<void> {
    for (let text = await content(), before = ''; text !== before;) {
      await this.write(path, text);
      before = text;
      text = await content();
    }
  }

  /**
   * Compares the archives of a release with what is recorded of them.
   * @param isListed whether what is written last says that it is there: without it no client finds the archives
   */
  async look(
    { artifacts }: ReleaseReference,
    pathOf: (file: string) => string,
    isListed: () => Promise<boolean>,
  ): Promise<Holding> {
    const missing: string[] = [];
    const different: string[] = [];
    for (const { file, sha256: recorded } of artifacts) {
      const bytes = await this.read(pathOf(file));
      if (bytes === undefined) missing.push(file);
      else if (sha256(bytes) !== recorded) different.push(file);
    }
    if (different.length > 0) return { state: 'different', files: different };
    if (missing.length > 0) return { state: 'missing', files: missing };
    if (await isListed()) return { state: 'complete' };
    return { state: 'missing', files: artifacts.map(({ file }) => file) };
  }

  /** A file as text; '' where it is not there. */
  async text(path: string): Promise<string> {
    return Buffer.from((await this.read(path)) ?? '').toString();
  }

  async keepArtifacts(artifacts: readonly Artifact[], pathOf: (file: string) => string): Promise<void> {
    for (const { file, bytes } of artifacts) await this.keep(pathOf(file), bytes);
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function unusable(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'unavailable',
    'registry_unavailable',
    `The registry's ${path} cannot be used: ${reason}.`,
    {
      hint: 'Nothing half written is visible. When the disk can be written again, run the same command once more.',
      data: { path },
      cause,
    },
  );
}
