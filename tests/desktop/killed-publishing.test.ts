import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { recordLedger, turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { runCommand } from '../support/run-command.js';
import { type Client, connect } from './api-client.js';
import { commitChange, expectSound } from './shared-remote.js';
import { git, startStudio } from './studio.js';

const card = 'events/message.sent/event.json';

interface State {
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed' | 'interrupted';
  readonly error?: unknown;
}

/** Publishes until it is done, as often as it has to be begun, and says what the studio knew of it before. */
async function publish(client: Client, target: object): Promise<State> {
  const before = await client.ask<State>('publishing.state', {});
  await client.ask('publishing.start', { target });
  await expect
    .poll(() => client.ask<State>('publishing.state', {}), { timeout: 120_000 })
    .toMatchObject({ status: 'done' });
  return before;
}

/** What every archive of a registry's folder holds: a released one never changes. */
async function archives(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:tgz|whl|tar\.gz|zip)$/u.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(
      path,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return found;
}

it('is killed at any moment while it publishes: going on completes what was begun, and no release ever changes', async () => {
  const random = new Random(Number(process.env['EVENTBOOK_SEED'] ?? '11'));
  let studio = await startStudio();
  const { directory, state } = studio;
  git(directory, 'switch', '--quiet', 'main');
  const folder = join(state, 'registry');
  const target = { kind: 'folder', folder, url: 'http://127.0.0.1:8480/' };
  let client = await connect(studio);
  const began = Date.now();
  await publish(client, target);
  const took = Date.now() - began;

  let title = 'Message sent';
  let interrupted = 0;
  let released = await archives(folder);
  expect(released.size).toBeGreaterThan(0);
  const count = turns(4, 25);
  for (let turn = 0; turn < count; turn++) {
    await commitChange(directory, card, `"title": "${title}"`, `"title": "Message sent ${turn}"`);
    title = `Message sent ${turn}`;
    // Only what is committed is published, and the studio has to have seen it.
    await expect
      .poll(() => client.ask<{ langpacks: { state: string }[] }>('publishing.plan', {}))
      .toMatchObject({
        langpacks: expect.arrayContaining([expect.objectContaining({ state: 'changed' })]) as unknown,
      });
    await client.ask('publishing.start', { target });
    await sleep(random.integer(0, took));
    await studio.kill();
    expectSound(directory);

    studio = await startStudio({ directory, state });
    client = await connect(studio);
    const { status } = await publish(client, target);
    expect(['interrupted', 'idle']).toContain(status);
    if (status === 'interrupted') interrupted++;
    expectSound(directory);
    const now = await archives(folder);
    for (const [path, digest] of released) expect(now.get(path), path).toBe(digest);
    expect(now.size).toBeGreaterThan(released.size);
    released = now;
  }
  const verified = await runCommand('eventbook', [
    'langpack',
    'verify',
    directory,
    '--to',
    folder,
    '--format',
    'json',
  ]);
  expect(verified.stderr).toBe('');
  expect(verified.status).toBe(0);
  expect(JSON.parse(verified.stdout)).toMatchObject({ wrong: [] });
  recordLedger('kill -9 of the studio while it publishes', {
    kills: count,
    'cut off before its end': interrupted,
    archives: released.size,
    changed: 0,
    missing: 0,
  });
}, 3_600_000);
