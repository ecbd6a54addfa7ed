import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./writer.mjs', import.meta.url));

/** Runs the writer to its end, or to its death where it kills itself; returns what it printed. */
function run(args: readonly string[]): Promise<{ killed: boolean; printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0 || signal === 'SIGKILL') resolve({ killed: signal === 'SIGKILL', printed });
      else reject(new Error(`the writer ended with ${String(status ?? signal)}: ${complaint}`));
    });
  });
}

test('a writer that is killed at any of its steps leaves a readable warehouse, and the next one repairs it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-writer-kill-'));
  await mkdir(join(folder, 'snapshots'));
  try {
    let rounds = 0;
    for (let killed = true; killed; rounds++) {
      await run(['append', folder, String(rounds)]);
      // One report later every time, until it reaches its end.
      ({ killed } = await run(['write', folder, String(rounds + 1)]));
      const { printed } = await run(['reconcile', folder]);
      expect(JSON.parse(printed)).toMatchObject({ ok: true });
    }
    expect(rounds).toBeGreaterThan(4);
    const { printed } = await run(['finish', folder]);
    const manifest = JSON.parse(printed) as Manifest;
    const rows = Object.values(manifest.tables).map((table) => table.rows);
    expect(rows).toEqual([rounds * 100, rounds * 100, rounds * 100]);
    // The grace is over at once, so nothing is left of all the others.
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.parquet'));
    expect(files).toHaveLength(3);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
