import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { buildRenderer } from '../../setup/build-renderer.mjs';
import { catalogInGit } from '../studio.js';
import { RunningShell } from './running-shell.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };

/**
 * What Electron's own distribution has, as far as the packer looks: its binary is a file that holds nothing but the fuses,
 * all as they are when Electron is built.
 */
async function standInDistribution(folder: string): Promise<string> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  const fuses = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.of(1, 8),
    Buffer.from('10110101'),
  ]);
  await writeFile(join(folder, 'electron'), fuses, { mode: 0o755 });
  await writeFile(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) await writeFile(join(folder, name), '');
  return folder;
}

it('is packed with all that it needs, its fuses set, and where to look for releases', async () => {
  await buildRenderer();
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-package-'));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  const distribution = await standInDistribution(join(scratch, 'electron'));
  const settings = [`-c.electronDist=${distribution}`, `-c.directories.output=${join(scratch, 'out')}`];
  await promisify(execFile)(
    join(root, 'node_modules/.bin/electron-builder'),
    ['--linux', 'dir', '--publish', 'never', '--config', 'electron-builder.yml', ...settings],
    { cwd: root, env: { ...process.env, EVENTBOOK_UPDATES: 'https://updates.example.com/' } },
  );

  const unpacked = join(scratch, 'out/linux-unpacked');
  const fuses = await getCurrentFuseWire(join(unpacked, 'eventbook'));
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ];
  for (const fuse of Object.values(FuseV1Options).filter((each) => typeof each === 'number')) {
    if (fuses[fuse] === undefined) continue;
    expect([fuse, fuses[fuse]]).toEqual([fuse, on.includes(fuse) ? FuseState.ENABLE : FuseState.DISABLE]);
  }
  expect(parse(await readFile(join(unpacked, 'resources/app-update.yml'), 'utf8'))).toMatchObject({
    provider: 'generic',
    url: 'https://updates.example.com/',
  });

  // What was packed runs by itself: nothing is taken from beside it.
  const app = join(scratch, 'app');
  extractAll(join(unpacked, 'resources/app.asar'), app);
  const shell = await RunningShell.start([await catalogInGit()], { main: join(app, 'dist/main/main.js') });
  const page = await shell.page();
  await page.getByRole('tree').getByText('advert', { exact: true }).waitFor();
  const begun = join(scratch, 'begun');
  const ask = `window.eventbook.ask('catalog.create', ${JSON.stringify({ directory: begun })}).answer`;
  expect(await page.evaluate(ask)).toHaveProperty('value.directory');
  expect(await readFile(join(begun, 'catalog.json'), 'utf8')).toContain('"title"');
}, 600_000);
