import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startHeldCollector } from './held-collector.js';
import { runTool } from './languages/run-tool.js';

const program = fileURLToPath(new URL('php/fork.php', import.meta.url));
const runtime = fileURLToPath(new URL('../../shared/runtimes/php', import.meta.url));

test('what waits is sent when a program ends, by the process that took it, and by no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-worker-'));
  const collector = await startHeldCollector();
  collector.letGo();
  try {
    const ran = await runTool('php', [program, runtime, collector.url, folder], { cwd: folder });
    expect(ran).toEqual({ succeeded: true, output: '' });
    expect(collector.texts).toEqual(['child', 'parent, before', 'parent, after']);
  } finally {
    collector.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
