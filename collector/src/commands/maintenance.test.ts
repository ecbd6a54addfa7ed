import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './program.js';

test.each(['seal', 'hours', 'reconcile'])('%s of a data directory that is not there', async (command) => {
  const data = join(tmpdir(), 'eventbook-no-such-data-directory');
  await expect(run([command, '--data', data])).rejects.toMatchObject({
    kind: 'user',
    code: 'file_not_found',
    message: `There is no data directory ${data}.`,
  });
  expect(existsSync(data)).toBe(false);
});

test('an hour that nothing is known of cannot be written again, and the error says which hours there are', async () => {
  const data = await mkdtemp(join(tmpdir(), 'eventbook-rewrite-'));
  const flags = ['rewrite', '--data', data, '--hour', '2026-11-23T07'];
  await expect(run(flags)).rejects.toMatchObject({ code: 'hour_not_found', kind: 'user' });
  await expect(run(['rewrite', '--data', data, '--hour', '2026-11-23'])).rejects.toMatchObject({
    code: 'usage',
  });
  await rm(data, { recursive: true });
});
