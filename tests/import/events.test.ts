import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';

const rows = fileURLToPath(new URL('../../../shared/data/simple-onlineshop.csv.gz', import.meta.url));

// Real visitors of a real shop; the file is not ours to commit, so it is read where it lies beside the project.
describe.skipIf(!existsSync(rows))('import events: the shop that was never described', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'eventbook-import-events-'));
  const catalog = join(scratch, 'book');
  const columns = ['--event-column', 'event', '--time-column', 'timestamp', '--catalog', catalog];
  let collector: Collector | undefined;
  let imported: Awaited<ReturnType<typeof runCommand>>;

  beforeAll(async () => {
    imported = await runCommand('eventbook', ['import', 'events', rows, ...columns, '--format', 'json']);
  });
  afterAll(async () => {
    await collector?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  test('gives a catalog that checks', async () => {
    expect(imported.status, imported.stderr).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({
      written: true,
      sums: { events: { new: 12 }, exact: 12, unread: 0 },
      shared: ['user_id'],
    });
    const checked = await runCommand('eventbook', ['check', catalog, '--format', 'json']);
    expect(checked.status, checked.stdout).toBe(0);
  });

  test('all 32,283 rows sent against it are accepted', async () => {
    const key = await runCommand('eventbook', [
      ...['source', 'key', 'create', 'imported/main', '--catalog', catalog, '--format', 'json'],
    ]);
    collector = await startCollector({ catalog, data: join(scratch, 'data') });
    const to = ['--to', collector.url, '--key', (JSON.parse(key.stdout) as { key: string }).key];
    const sent = await runCommand('eventbook', ['send', rows, ...columns, ...to, '--format', 'json']);
    expect(sent.status, sent.stderr).toBe(0);
    expect(JSON.parse(sent.stdout)).toMatchObject({ sent: 32_283, accepted: 32_283 });
  });
});
