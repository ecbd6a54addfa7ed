import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { recordLedger, turns } from '../support/long-run.js';
import { Random } from '../support/random.js';

const appender = fileURLToPath(new URL('./appender.mjs', import.meta.url));

/** Starts the appender and returns all that it printed until it ended, or was killed after some acknowledgements. */
function runAppender(command: string, folder: string, killAfterLines?: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [appender, command, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let lines = 0;
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      lines += text.split('\n').length - 1;
      if (killAfterLines !== undefined && lines >= killAfterLines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const asExpected = killAfterLines === undefined ? status === 0 : signal === 'SIGKILL';
      if (asExpected) resolve(printed);
      else reject(new Error(`the appender ended with ${String(status ?? signal)}: ${complaint}`));
    });
  });
}

test('what a journal acknowledged before a kill -9 is there after it, once, and positions go on', async () => {
  const seed = Date.now() % 1_000_000;
  const random = new Random(seed);
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-kill-nine-'));
  const folder = join(scratch, 'journal', '0');
  try {
    const acknowledged = new Set<number>();
    for (let cycle = 0; cycle < turns(10, 200); cycle += 1) {
      const printed = await runAppender('append', folder, random.integer(1, 400));
      // The last line may be torn: what was printed in part counts as not heard.
      for (const line of printed.slice(0, printed.lastIndexOf('\n')).split('\n')) {
        const [first = NaN, count = NaN] = line.split(' ').map(Number);
        for (let position = first; position < first + count; position += 1) {
          expect(acknowledged.has(position), `position ${position} given twice, seed ${seed}`).toBe(false);
          acknowledged.add(position);
        }
      }
    }
    const there = (await runAppender('read', folder)).trim().split('\n').map(Number);
    const lost = [...acknowledged].filter((position) => position >= there.length).length;
    recordLedger('kill -9 of a process that appends to a journal', {
      cycles: turns(10, 200),
      seed: String(seed),
      acknowledged: acknowledged.size,
      there: there.length,
      lost,
    });
    expect(there, `seed ${seed}`).toEqual(there.map((_, index) => index));
    expect(lost, `lost, seed ${seed}`).toBe(0);
    expect(acknowledged.size).toBeGreaterThan(100);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});
