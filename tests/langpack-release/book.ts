import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languages, type Language } from '@eventbook/shared/catalog/langpack-settings';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { buildContent } from '@eventbook/shared/snapshot/content';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import { readCommit, sequenceOf } from '@eventbook/shared/node/git/history';
import { openRepository } from '@eventbook/shared/node/git/repository';
import type { ReleasedCatalog, Workshop } from '@eventbook/shared/node/langpack/publication';
import { staticRegistries } from '@eventbook/shared/node/langpack/open-registries';
import { smallGenerator } from './small-generators.js';

const template = join(import.meta.dirname, '../../catalog-template');

/** The day on which every commit of the books below is made, so that two of them are the same. */
const day = '2026-11-25T10:00:00Z';

/** A book made from the template, in a repository with a bare remote, and a static registry beside it. */
export class Book {
  readonly root: string;
  readonly folder: string;
  readonly registry: string;

  private constructor(root: string, name: string) {
    this.root = root;
    this.folder = join(root, name);
    this.registry = join(root, 'registry');
  }

  static make(root: string): Book {
    const book = new Book(root, 'book');
    mkdirSync(root, { recursive: true });
    cpSync(template, book.folder, { recursive: true });
    git(root, 'init', '--quiet', '--bare', '--initial-branch=main', 'remote.git');
    git(book.folder, 'init', '--quiet', '--initial-branch=main');
    git(book.folder, 'remote', 'add', 'origin', '../remote.git');
    book.commit();
    return book;
  }

  /** Another clone of the same remote, which publishes to the same registry. */
  clone(name: string): Book {
    git(this.root, 'clone', '--quiet', 'remote.git', name);
    return new Book(this.root, name);
  }

  edit(path: string, change: (content: Record<string, unknown>) => unknown): void {
    const text = readFileSync(join(this.folder, path), 'utf8');
    const content = JSON.parse(text) as Record<string, unknown>;
    change(content);
    this.write(path, content);
  }

  write(path: string, content: object): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  }

  commit(): void {
    git(this.folder, 'add', '--all');
    git(this.folder, 'commit', '--quiet', '--allow-empty', '--message=change');
    git(this.folder, 'push', '--quiet', 'origin', 'main');
  }

  async released(): Promise<ReleasedCatalog> {
    const repository = await openRepository(this.folder);
    const commit = git(this.folder, 'rev-parse', 'HEAD');
    const { catalog } = parseCatalog((await readCommitFiles(repository, commit)).files);
    const { committedAt } = await readCommit(repository, commit);
    const sequence = await sequenceOf(repository, commit);
    return { catalog, snapshot: buildContent(catalog).id, sequence, commit, committedAt };
  }

  async workshop(more: Partial<Workshop> = {}): Promise<Workshop> {
    return {
      repository: await openRepository(this.folder),
      generators: languages.map((language) => smallGenerator(language)),
      readRuntime: () => Promise.resolve(new Map()),
      registries: staticRegistries(this.registry, 'http://127.0.0.1:8480/'),
      eventbook: '0.1.0',
      ...more,
    };
  }

  /** Every file of the registry, and every commit of the ledger: what two runs have to agree on. */
  state(): Map<string, string> {
    const found = new Map<string, string>();
    for (const entry of readdirSync(this.registry, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      found.set(path.slice(this.registry.length), readFileSync(path, 'base64'));
    }
    const ledger = git(join(this.root, 'remote.git'), 'rev-list', '--parents', 'eventbook/ledger');
    return new Map([...found].sort()).set('ledger', ledger);
  }

  /** The same by SHA-256. */
  digests(): Map<string, string> {
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    return new Map([...this.state()].map(([path, content]) => [path, digest(content)]));
  }

  /** Whether the ledger has anything. */
  isRecorded(): boolean {
    return git(join(this.root, 'remote.git'), 'branch', '--list', 'eventbook/ledger') !== '';
  }

  /** The files of the ledger's entries. */
  ledger(): string[] {
    const words = ['ls-tree', '-r', '--name-only', 'eventbook/ledger'];
    const paths = git(join(this.root, 'remote.git'), ...words).split('\n');
    return paths.filter((path) => path.endsWith('.json'));
  }

  versions(language: Language): string[] {
    return this.ledger()
      .filter((path) => path.includes(`/${language}/`))
      .map((path) => path.replace(`/${language}/`, ' ').replace('.json', ''));
  }
}

function git(cwd: string, ...words: string[]): string {
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
    GIT_AUTHOR_DATE: day,
    GIT_COMMITTER_DATE: day,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
  return execFileSync('git', words, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}
