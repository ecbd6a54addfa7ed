import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { expect, it, onTestFinished } from 'vitest';
import { Session } from './session.js';

const template = fileURLToPath(new URL('../../../catalog-template', import.meta.url));
const card = 'events/checkout.order_paid/event.json';
/** Milliseconds after which something is done to a catalog that is being opened: before, while and after it is read. */
const moments = [0, 2, 5, 10, 20, 40, 80, 160];

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'eventbook-session-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it.each(moments)(
  'sees what others do to a catalog while it is opened: %d ms after it began',
  async (moment) => {
    const repository = new TestRepository(await scratch());
    await cp(template, repository.directory, { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.commit({});
    repository.git('switch', '--quiet', '--create=work');
    const text = await readFile(join(repository.directory, card), 'utf8');
    const renamed = text.replace('"Order paid"', '"Money came"');
    expect(renamed).not.toBe(text);
    const session = new Session({ stateDirectory: await scratch(), emit: () => undefined });
    onTestFinished(() => session.close());

    const opening = session.open(repository.directory);
    await pause(moment);
    await writeFile(join(repository.directory, card), renamed);
    repository.git('commit', '--quiet', '--all', '--message=published elsewhere');
    repository.git('branch', '--force', 'main', 'work');
    const workspace = await opening;

    await expect.poll(() => workspace.files.get(card), { timeout: 20_000 }).toBe(renamed);
    await expect.poll(() => workspace.base.files.get(card), { timeout: 20_000 }).toBe(renamed);
  },
);
