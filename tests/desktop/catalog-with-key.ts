import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { catalogInGit, changeFile } from './studio.js';

/** Of the billing service in the environment site-backend. */
export const key = 'eb_sample';

/** A catalog whose billing service may send with `key`. */
export async function catalogWithKey(): Promise<string> {
  const directory = await catalogInGit();
  const sha256 = createHash('sha256').update(key).digest('hex');
  const keys = JSON.stringify([{ id: 'first', sha256, created: '2026-01-01' }]);
  await changeFile(
    directory,
    'environments/site-backend/environment.json',
    '"title": "Billing"',
    `"title": "Billing", "keys": ${keys}`,
  );
  return directory;
}

/** A folder that is gone when the test is over. */
export async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'eventbook-sample-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
