import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/**
 * The system parts that npm cannot bring. `npm test` and `npm run bench` install what they miss where they may
 * (root on Debian). Elsewhere the test suites that need one are left out and named at the end.
 */
export const testParts = [
  {
    name: 'git',
    debian: 'git',
    suites: [
      'shared/src/node/git',
      'desktop/src/backend/git',
      'cli/src',
      'tests/cli',
      'tests/collector',
      'tests/deploy',
      'tests/desktop',
      'tests/faults',
    ],
  },
  // A suite makes itself a virtual environment and has pip bring what it needs, as pyarrow.
  {
    name: 'python3',
    debian: 'python3-venv',
    check: 'python3 -c "import venv, ensurepip"',
    suites: [
      'collector/src/parquet/pyarrow',
      'tests/langpack',
      'tests/langpack-release',
      'tests/nsq',
      'tests/cluster',
      'tests/schema-export',
      'tests/deploy',
    ],
  },
  { name: 'jq', debian: 'jq', suites: ['tests/cli'] },
  { name: 'gcc', debian: 'gcc libc6-dev', suites: ['tests/faults'] },
  { name: 'zsh', debian: 'zsh', suites: ['tests/completion'] },
  { name: 'fish', debian: 'fish', suites: ['tests/completion'] },
  { name: 'chromium', debian: 'chromium', suites: ['tests/site', 'tests/langpack', 'tests/desktop'] },
  {
    name: 'php',
    debian: 'php-cli php-curl php-mbstring php-xml php-zip',
    suites: ['tests/langpack', 'tests/langpack-release'],
  },
  { name: 'composer', debian: 'composer unzip', suites: ['tests/langpack', 'tests/langpack-release'] },
  { name: 'phpunit', debian: 'phpunit', suites: ['tests/langpack'] },
  {
    name: 'php-nyholm-psr7',
    debian: 'php-nyholm-psr7 php-psr-http-client',
    check: 'test -f /usr/share/php/Nyholm/Psr7/autoload.php',
    suites: ['tests/langpack'],
  },
  { name: 'phpcs', debian: 'php-codesniffer', suites: ['tests/langpack'] },
  { name: 'php-fpm', debian: 'php-fpm', check: 'ls /usr/sbin/php-fpm*', suites: ['tests/langpack'] },
  { name: 'nginx', debian: 'nginx-light', check: 'test -x /usr/sbin/nginx', suites: ['tests/langpack'] },
  {
    name: 'php-parser',
    debian: 'php-parser',
    check: 'test -f /usr/share/php/PhpParser/autoload.php',
    suites: ['tests/langpack'],
  },
  {
    name: 'go',
    debian: 'golang-go',
    suites: ['tests/langpack', 'tests/langpack-release', 'tests/nsq', 'tests/network', 'tests/deploy'],
  },
  {
    // Brings itself the newer one that the S3 server wants to be built by; older ones cannot.
    name: 'go 1.21',
    debian: 'golang-go',
    check: 'go version | grep -Eq "go1\\.(2[1-9]|[3-9][0-9])"',
    suites: ['tests/s3', 'tests/cluster'],
  },
  {
    name: 'rabbitmq',
    debian: 'rabbitmq-server',
    check: 'test -x /usr/lib/rabbitmq/bin/rabbitmq-server',
    suites: ['tests/nsq', 'tests/cluster'],
  },
  {
    name: 'network namespaces (root and ip)',
    debian: 'iproute2',
    check: 'test "$(id -u)" = 0 && command -v ip',
    // The second has a host at port 80, and a name for it.
    suites: ['tests/network', 'tests/langpack-release/uploads.test.ts'],
  },
  { name: 'promtool', debian: 'prometheus', suites: ['tests/deploy'] },
  { name: 'systemd-analyze', debian: 'systemd', suites: ['tests/deploy'] },
  {
    // No registry has it: it comes from where Electron is made, and wants a screen.
    name: 'electron',
    fetch: 'npx install-electron, with a DISPLAY',
    check: 'test -x "${EVENTBOOK_ELECTRON:-node_modules/electron/dist/electron}" && test -n "$DISPLAY"',
    suites: ['tests/desktop/shell/electron.test.ts'],
  },
];
/** Go, to build NSQ; and what stands behind one of the cluster's sinks, by the name that `--without` knows it under. */
const nsqParts = testParts.filter(({ name }) => name === 'go');
export const recipientOf = { rabbitmq: 'rabbitmq', python3: 'mongodb', 'go 1.21': 's3' };
export const clusterParts = [...nsqParts, ...testParts.filter(({ name }) => name in recipientOf)];
export const screenshotParts = testParts.filter(({ name }) => name === 'chromium');
export const benchParts = [{ name: 'wrk', debian: 'wrk' }, ...nsqParts, ...screenshotParts];

/** A part is there where its command is, or where its check succeeds. */
function hasPart({ name, check = `command -v ${name}` }) {
  return spawnSync('sh', ['-c', check]).status === 0;
}

export function missingParts(parts) {
  return parts.filter((part) => !hasPart(part));
}

/** Debian asks it whether a service that a package brings may be started: tests want programs alone. */
const servicePolicy = '/usr/sbin/policy-rc.d';

export function installParts(parts) {
  const missing = missingParts(parts).filter(({ debian }) => debian !== undefined);
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length === 0 || !mayInstall) return;
  const packages = missing.flatMap(({ debian }) => debian.split(' '));
  console.error(`Installing system parts: ${packages.join(', ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: 'inherit', env: environment };
  const isOurs = !existsSync(servicePolicy);
  if (isOurs) writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options);
  } finally {
    if (isOurs) rmSync(servicePolicy);
  }
}
