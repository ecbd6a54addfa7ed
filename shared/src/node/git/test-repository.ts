import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository for tests, made with git itself: what it writes is what we have to read. */
export class TestRepository {
  readonly directory: string;

  constructor(directory = mkdtempSync(join(tmpdir(), 'eventbook-git-'))) {
    this.directory = directory;
  }

  static create(): TestRepository {
    const made = new TestRepository();
    made.git('init', '--quiet', '--initial-branch=main');
    return made;
  }

  git(...words: string[]): string {
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.com',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.com',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    };
    return execFileSync('git', words, { cwd: this.directory, env, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Writes files, commits everything. @returns the commit */
  commit(files: Readonly<Record<string, string | Uint8Array>>, message = 'change'): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
