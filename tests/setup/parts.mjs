import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The system parts that some suites need and npm cannot bring. `npm test` installs what is missing where it
 * may (root on Debian); elsewhere the suites that need it are left out and named at the end.
 */
export const parts = [{ name: 'git', debian: 'git', suites: 'whatever compares a catalog with its history' }];

export function hasPart(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

export function missingParts() {
  return parts.filter(({ name }) => !hasPart(name));
}

export function installParts() {
  const missing = missingParts();
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length === 0 || !mayInstall) return;
  const packages = missing.map(({ debian }) => debian);
  console.error(`Installing system parts for the tests: ${packages.join(', ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: 'inherit', env: environment };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options);
}
