import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programs, runCommand } from '../support/run-command.js';
import { Book } from './book.js';

const moments = 20;
let root: string;
/** What an undisturbed run ends with, and how long it takes, in milliseconds. */
let undisturbed: { readonly digests: ReadonlyMap<string, string>; readonly duration: number };

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'eventbook-killed-'));
  const book = Book.make(join(root, 'undisturbed'));
  const begun = performance.now();
  await finish(book);
  undisturbed = { digests: book.digests(), duration: performance.now() - begun };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function words(book: Book): string[] {
  return ['langpack', 'publish', book.folder, '--to', book.registry];
}

async function finish(book: Book): Promise<void> {
  const { status, stderr } = await runCommand('eventbook', words(book));
  expect(status, stderr).toBe(0);
}

/**
 * Starts to publish and is killed: at a line of what the program says that it has done, so that the moments lie where
 * something happens on any machine, and a little later each time.
 * @returns whether it was killed before it was done
 */
async function publishAndKill(book: Book, line: number, delay: number): Promise<boolean> {
  const child = spawn(process.execPath, [programs.eventbook, ...words(book)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const before = told.split('\n').length - 1;
    told += text;
    if (before < line && told.split('\n').length - 1 >= line)
      void wait(delay).then(() => child.kill('SIGKILL'));
  });
  if (line === 0) void wait(delay).then(() => child.kill('SIGKILL'));
  const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return signal === 'SIGKILL';
}

it(`killed at ${moments} moments, publishing ends where an undisturbed run ends`, async () => {
  let killed = 0;
  let recordedFirst = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const book = Book.make(join(root, `moment-${moment}`));
    // Generated, packed, recorded, then an upload a line; before the first line the program starts and generates.
    const line = moment % 10;
    const delay = line === 0 ? (undisturbed.duration * moment) / (2 * moments) : Math.floor(moment / 10) * 15;
    if (await publishAndKill(book, line, delay)) killed += 1;
    if (book.isRecorded()) recordedFirst += 1;
    await finish(book);
    // By digest, so that what differs can be read.
    expect(book.digests(), `killed ${delay} ms behind line ${line}`).toEqual(undisturbed.digests);
    rmSync(book.root, { recursive: true });
  }
  // Otherwise the moments were not where they are meant to be; on a busy machine a late one finds that all is done.
  expect(killed).toBeGreaterThan(moments / 4);
  expect(recordedFirst).toBeGreaterThan(0);
  expect(recordedFirst).toBeLessThan(moments);
}, 600_000);
