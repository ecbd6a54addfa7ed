import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programs } from '../support/run-command.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-prompts-'));
  cpSync(join(import.meta.dirname, '../../catalog-template'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const enter = '\r';
const down = '\u001b[B';

/** Runs `eventbook` at a real terminal (`script` makes one) and types each answer when its question stands there. */
async function converse(
  words: readonly string[],
  answers: readonly (readonly [question: string, keys: string])[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const command = [process.execPath, programs.eventbook, ...words].map((word) => `'${word}'`).join(' ');
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder });
  let screen = '';
  let seen = 0;
  const waiting = [...answers];
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const at = screen.indexOf(next[0], seen);
      if (at === -1) return;
      seen = at + next[0].length;
      terminal.stdin.write(next[1]);
      waiting.shift();
    }
  });
  const status = await new Promise<number | null>((ended) => terminal.on('close', ended));
  return { status, screen };
}

test('at a terminal, what was not said is asked for', async () => {
  const { status, screen } = await converse(
    ['event', 'new', 'checkout.order_returned'],
    [
      ['Title', enter],
      ['When is it sent', `The money went back.${enter}`],
      ['Who answers', `${down}${enter}`],
      ['Where is it sent from', `${down} ${enter}`],
      ['Who receives it', enter],
      ['Fields', `order_id:required${enter}`],
    ],
  );
  expect([status, screen]).toEqual([0, expect.stringContaining('events/checkout.order_returned/1.json')]);
  const card: unknown = JSON.parse(
    readFileSync(join(folder, 'events/checkout.order_returned/event.json'), 'utf8'),
  );
  expect(card).toEqual({
    title: 'Order returned',
    description: 'The money went back.',
    owner: 'payments',
    status: 'draft',
    environments: { 'site-backend': {} },
    destinations: ['warehouse'],
  });
});

test('who leaves half-way has changed nothing', async () => {
  const { status, screen } = await converse(['field', 'new', 'size'], [['What kind of value', '\u0003']]);
  expect([status, screen]).toEqual([2, expect.stringContaining('nothing was written')]);
  expect(existsSync(join(folder, 'fields/size.json'))).toBe(false);
});
