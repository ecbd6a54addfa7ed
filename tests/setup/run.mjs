// The two commands of a fresh clone, and their longer sisters. Needs nothing but Node and npm: it is what
// installs the rest.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildRenderer } from './build-renderer.mjs';
import { benchParts, clusterParts, installParts, screenshotParts, testParts } from './parts.mjs';
import { run } from './process.mjs';
import { runCluster } from './run-cluster.mjs';
import { runTests } from './run-tests.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

const commands = {
  cluster: (rest) => runCluster(root, rest),
  demo: (rest) => run('node', ['tests/dist/demo/main.js', ...rest], root),
  bench: async (rest) => {
    await buildRenderer();
    return run('node', ['tests/dist/bench/main.js', ...rest], root);
  },
  test: (rest) => runTests(root, rest, {}),
  package: async (rest) => {
    await buildRenderer();
    return run('npx', ['electron-builder', '--config', 'electron-builder.yml', ...rest], root);
  },
  studio: async (rest) => {
    await buildRenderer();
    return run('node', ['desktop/dist/server/main.js', ...rest], root);
  },
  screenshots: async (rest) => {
    await buildRenderer();
    return run('node', ['tests/dist/screenshots/main.js', ...rest], root);
  },
  'test:long': (rest) => runTests(root, rest, { EVENTBOOK_LONG: '1' }),
};

function refuseUnfitNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Eventbook needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(2);
}

/** `npm ci` where what is installed is not what the lockfile says, else only what has to be compiled again. */
function install() {
  const installed = `${root}node_modules/.package-lock.json`;
  const stamp = `${root}node_modules/.eventbook-lock`;
  const lock = readFileSync(`${root}package-lock.json`, 'utf8');
  const fresh = existsSync(installed) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (fresh) return run('npx', ['tsc', '--build'], root);
  console.error('Installing what Eventbook needs (npm ci) …');
  return run('npm', ['ci', '--no-audit', '--no-fund'], root, { stamp, lock });
}

refuseUnfitNode();
const [name = '', ...rest] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`Expected one of: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}
let status = install();
const parts = {
  bench: benchParts,
  cluster: clusterParts,
  demo: [],
  package: [],
  screenshots: screenshotParts,
  studio: [],
};
if (status === 0) installParts(parts[name] ?? testParts);
if (status === 0) status = await command(rest);
process.exit(status);
