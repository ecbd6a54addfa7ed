import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import { runCommand } from '../support/run-command.js';

function commitBook(book: string): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const commit = ['commit', '--all', '--allow-empty', '--quiet', '--message', 'a change'];
  execFileSync('git', [...identity, ...commit], { cwd: book });
}

/** Commits and publishes a snapshot into a folder. */
export async function publishBook(book: string, to: string): Promise<void> {
  commitBook(book);
  const { status, stderr } = await runCommand('eventbook', ['snapshot', 'publish', book, '--to', to]);
  expect(status, stderr).toBe(0);
}
