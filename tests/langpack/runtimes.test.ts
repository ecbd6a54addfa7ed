import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { langpackPython } from './languages/python.js';
import { complaintsOf, runTool } from './languages/run-tool.js';

const runtimes = new URL('../../shared/runtimes/', import.meta.url);
const phpFolder = fileURLToPath(new URL('php', runtimes));
const pythonFolder = fileURLToPath(new URL('python', runtimes));
const goFolder = fileURLToPath(new URL('go', runtimes));

describe('the runtime for PHP', () => {
  test('passes its tests', async () => {
    const args = [
      '--do-not-cache-result',
      '--bootstrap',
      'tests/bootstrap.php',
      '--fail-on-warning',
      'tests',
    ];
    expect(await complaintsOf(runTool('phpunit', args, { cwd: phpFolder }))).toBeUndefined();
  });

  test('is written as PSR-12 has it, and needs no more than PHP 8.1', async () => {
    const oldest = fileURLToPath(new URL('php/oldest-version.php', import.meta.url));
    const sources = readdirSync(phpFolder).filter((name) => name.endsWith('.php'));
    const standard = ['--standard=PSR12', '-n', '-q', '--runtime-set', 'ignore_warnings_on_exit', '1'];
    const complaints = await complaintsOf(
      runTool('php', [oldest, '.'], { cwd: phpFolder }),
      runTool('phpcs', [...standard, ...sources, 'tests'], { cwd: phpFolder }),
    );
    expect(complaints).toBeUndefined();
  });
});

describe('the runtime for Python', () => {
  const env = { PYTHONPATH: `${pythonFolder}:${pythonFolder}/tests`, PYTHONDONTWRITEBYTECODE: '1' };

  test('passes its tests', async () => {
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests'];
    expect(await complaintsOf(runTool(langpackPython(), args, { cwd: pythonFolder, env }))).toBeUndefined();
  });

  test('pleases mypy --strict', async () => {
    const args = ['-m', 'mypy', '--strict', '--python-version', '3.9', '--cache-dir', '/dev/null'];
    const checked = runTool(langpackPython(), [...args, '-p', 'eventbook_runtime'], { cwd: pythonFolder });
    expect(await complaintsOf(checked)).toBeUndefined();
  });
});

describe('the runtime for Go', () => {
  const env = { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off' };

  test('passes its tests, with the race detector watching', async () => {
    const tested = runTool('go', ['test', '-race', './...'], { cwd: goFolder, env });
    expect(await complaintsOf(tested)).toBeUndefined();
  });

  test('is vetted, and written as gofmt has it', async () => {
    const formatted = await runTool('gofmt', ['-l', '.'], { cwd: goFolder });
    expect(formatted.output).toBe('');
    expect(await complaintsOf(runTool('go', ['vet', './...'], { cwd: goFolder, env }))).toBeUndefined();
  });
});
