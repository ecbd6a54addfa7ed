import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const desktop = join(root, 'desktop');
const stamp = join(desktop, 'dist', 'renderer.stamp');
const lock = join(desktop, 'dist', 'renderer.lock');

/** Builds the desktop's renderer where it is not what its sources say. Tests in several workers wait for one of them. */
export async function buildRenderer() {
  mkdirSync(join(desktop, 'dist'), { recursive: true });
  for (;;) {
    const sources = fingerprint();
    if (read(stamp) === sources) return;
    if (takeLock()) {
      try {
        build();
        writeFileSync(stamp, sources);
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    } else {
      await wait(200);
    }
  }
}

function build() {
  const { status, stdout, stderr } = spawnSync('npx', ['vite', 'build', '--logLevel', 'warn'], {
    cwd: desktop,
    encoding: 'utf8',
    // Vite would take the test runner's, and build what nobody uses: with React's checks, and several times slower.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`The renderer could not be built:\n${stdout}${stderr}`);
}

/** Changes with every file that the renderer may be made of. */
function fingerprint() {
  const folders = ['desktop/src/renderer', 'desktop/src/api', 'shared/src'];
  const files = ['desktop/vite.config.mjs', 'package-lock.json'];
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(root.length));
    }
  }
  return files
    .sort()
    .map((file) => {
      const { mtimeMs, size } = statSync(join(root, file));
      return `${file}\t${mtimeMs}\t${size}`;
    })
    .join('\n');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether we are the one to build. A lock whose owner was killed is taken over. */
function takeLock() {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 120_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
