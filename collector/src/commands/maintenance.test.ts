import { existsSync } from 'node:fs';
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
