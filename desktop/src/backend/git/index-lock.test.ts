import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { expect, it, onTestFinished } from 'vitest';
import { withIndexLock } from './index-lock.js';

async function open() {
  const made = TestRepository.create();
  onTestFinished(() => made.remove());
  const repository = await findRepository(made.directory);
  if (repository === undefined) throw new Error('there is no repository');
  return { repository, folder: join(made.directory, '.git') };
}

it('takes over a lock of ours whose process was killed, and leaves nothing behind', async () => {
  const { repository, folder } = await open();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(join(folder, 'index.lock'), `eventbook ${hostname()} ${pid}\n`);
  expect(await withIndexLock(repository, () => readdir(folder))).toContain('index.lock');
  expect((await readdir(folder)).filter((name) => name.includes('index.lock'))).toEqual([]);
});

it('waits for whoever else holds it, and then says so: another git, or another of us that lives', async () => {
  const { repository, folder } = await open();
  for (const text of ['', 'DIRC', `eventbook ${hostname()} ${process.pid}\n`, 'eventbook elsewhere 1\n']) {
    await writeFile(join(folder, 'index.lock'), text);
    await expect(withIndexLock(repository, () => Promise.resolve())).rejects.toThrow(
      'Another program is working in this repository.',
    );
    expect((await readdir(folder)).filter((name) => name.includes('index.lock'))).toEqual(['index.lock']);
  }
});
