import { join } from 'node:path';

/*
 * The clients of the registries as a person has them, but with everything that they keep below a folder of the test's.
 */

export function composerEnvironment(scratch: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    COMPOSER_HOME: join(scratch, 'composer-home'),
    COMPOSER_ALLOW_SUPERUSER: '1',
    COMPOSER_NO_INTERACTION: '1',
  };
}

/** @param more where modules come from */
export function goEnvironment(scratch: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const modules = join(scratch, 'go-cache');
  return { ...process.env, GOFLAGS: '-mod=mod', GOMODCACHE: modules, GOTOOLCHAIN: 'local', ...more };
}

export function npmEnvironment(scratch: string): NodeJS.ProcessEnv {
  return { ...process.env, npm_config_cache: join(scratch, 'npm-cache'), npm_config_audit: 'false' };
}

/** composer.json of a project that knows one repository, and not Composer's own. */
export function composerProject(repository: { readonly type: string; readonly url: string }): string {
  const repositories = [repository, { 'packagist.org': false }];
  return JSON.stringify({ repositories, config: { 'secure-http': false } });
}

/** Arguments for python3 that have pip install into `venv` of the current folder, which `venv --without-pip` made. */
export function pipInstall(index: string, ...what: readonly string[]): string[] {
  const quiet = ['--no-cache-dir', '--disable-pip-version-check'];
  return ['-m', 'pip', '--python', 'venv/bin/python', 'install', ...quiet, '--index-url', index, ...what];
}
