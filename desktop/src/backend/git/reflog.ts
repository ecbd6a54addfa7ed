import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { Person } from '../../api/git.js';

const nothing = '0'.repeat(40);

export interface Move {
  /** The branch that moved; undefined where HEAD alone did. */
  readonly branch: string | undefined;
  readonly from: string | undefined;
  readonly to: string;
  /** As git says it: `commit: Regions`. */
  readonly why: string;
}

/** Notes a move as git does (gitrepository-layout, logs/), so that `git reflog` finds the way back; isomorphic-git notes none. */
export async function noteMove(
  repository: Repository,
  { branch, from, to, why }: Move,
  who: Person,
): Promise<void> {
  const stamp = stampOf(new Date());
  const reason = why.split('\n')[0] ?? '';
  const line = `${from ?? nothing} ${to} ${who.name} <${who.email}> ${stamp}\t${reason}\n`;
  const logs = [
    join(repository.worktreeDirectory, 'logs', 'HEAD'),
    ...(branch === undefined ? [] : [join(repository.directory, 'logs', 'refs', 'heads', branch)]),
  ];
  for (const log of logs) {
    await mkdir(dirname(log), { recursive: true });
    await appendFile(log, line);
  }
}

/** Seconds since 1970 and the offset of this place, as git writes them: `1767225600 +0100`. */
function stampOf(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const two = (number: number): string => String(Math.floor(Math.abs(number))).padStart(2, '0');
  return `${Math.floor(time.getTime() / 1000)} ${minutes < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}
