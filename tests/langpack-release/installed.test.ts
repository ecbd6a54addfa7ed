import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import {
  composerEnvironment,
  composerProject,
  goEnvironment,
  npmEnvironment,
  pipInstall,
} from '../support/registry-clients.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { serveFolder } from '../support/static-server.js';

/*
 * What a company does: a book, its langpacks published into a folder behind a web host, installed by the clients of each
 * language into an empty folder, and the program of the package's README sending to a collector.
 */
const run = promisify(execFile);
let scratch: string;
let book: string;
let registry: Awaited<ReturnType<typeof serveFolder>>;
let collector: Collector;
let settings: Readonly<Record<string, string>>;

function eventbook(...words: string[]): Promise<CommandResult> {
  return runCommand('eventbook', words, { cwd: book });
}

function publish(...more: string[]): Promise<CommandResult> {
  return eventbook('langpack', 'publish', '--to', join(scratch, 'registry'), '--url', registry.url, ...more);
}

function commit(message: string): void {
  const options = { cwd: book, stdio: 'pipe' } as const;
  execFileSync('git', ['add', '--all'], options);
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
  execFileSync('git', [...who, 'commit', '--quiet', `--message=${message}`], options);
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-installed-'));
  book = join(scratch, 'book');
  mkdirSync(book);
  mkdirSync(join(scratch, 'registry'));
  registry = await serveFolder(join(scratch, 'registry'));
  await eventbook('init', '.');
  const key = (await eventbook('source', 'key', 'create', 'site-backend/adverts')).stdout.trim();
  commit('A key');
  collector = await startCollector({ catalog: book, data: join(scratch, 'data') });
  settings = { EVENTBOOK_COLLECTORS: collector.url, EVENTBOOK_WRITE_KEY: key };
});
afterAll(async () => {
  await collector.stop();
  await registry.close();
  await run('chmod', ['-R', 'u+w', scratch]);
  rmSync(scratch, { recursive: true });
});

describe('the commands', () => {
  it('say what would be released, and release it, once', async () => {
    const dry = await publish('--dry-run');
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toContain('Would release, and has done nothing.');
    const first = await publish();
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toContain('Released, with 6 uploads.');
    const second = await publish();
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('All is released already.');
    const plan = JSON.parse((await eventbook('langpack', 'plan', '--format', 'json')).stdout) as object;
    expect(plan).toMatchObject({ releases: [], ended: [] });
  });

  it('see that all is there, and when something is not what was released', async () => {
    const verify = () => eventbook('langpack', 'verify', '--to', join(scratch, 'registry'));
    const sound = await verify();
    expect(sound.status).toBe(0);
    expect(sound.stdout).toContain('All is there. 6 releases');
    const archive = join(scratch, 'registry/composer/dist/classifieds/events-site-backend');
    const path = join(archive, 'classifieds-events-site-backend-0.1.1.zip');
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]));
    const { status, stdout } = await verify();
    writeFileSync(path, bytes);
    expect(status).toBe(1);
    expect(stdout).toMatch(/classifieds\/events-site-backend\s+0\.1\.1\s.*different/u);
  });

  it('show what a change does to the code, before anyone commits', async () => {
    const path = join(book, 'events/search.performed/event.json');
    const before = readFileSync(path, 'utf8');
    const card = JSON.parse(before) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...card, description: 'Somebody looked.' }));
    const { stdout } = await eventbook(
      'langpack',
      'diff',
      '--base',
      'HEAD',
      '--language',
      'typescript',
      '--code',
    );
    const plan = await eventbook('langpack', 'plan', '--format', 'markdown');
    writeFileSync(path, before);
    expect(stdout).toContain('+ * Somebody looked.');
    expect(stdout).not.toContain('classifieds-events-site-backend');
    expect(plan.stdout).toContain('0.1.1 → **0.1.2**');
  });

  it('refuse a catalog that does not check', async () => {
    const path = join(book, 'events/search.performed/event.json');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('"owner"', '"ownr"'));
    const { status, stderr } = await eventbook('langpack', 'plan');
    writeFileSync(path, before);
    expect(status).toBe(2);
    expect(stderr).toContain('The key "owner" is missing');
  });
});

describe('installed from the registry, the README of the package sends', () => {
  function empty(name: string): string {
    const path = join(scratch, name);
    mkdirSync(path);
    return path;
  }

  /** The program of an installed package's README. */
  function example(readme: string, mark: string): string {
    const block = new RegExp(`\n\`\`\`(?:${mark})\n(.*?)\n\`\`\``, 'su').exec(readFileSync(readme, 'utf8'));
    return block?.[1] ?? '';
  }

  /** Runs it, and sees that the collector has accepted one more event. */
  async function expectToSend(
    command: string,
    args: string[],
    cwd: string,
    env = process.env,
  ): Promise<void> {
    const before = await accepted();
    await run(command, args, { cwd, env: { ...env, ...settings } });
    expect(await accepted()).toBe(before + 1);
  }

  async function accepted(): Promise<number> {
    const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
    const counts = [
      ...text.matchAll(/^eventbook_collector_events_total\{.*outcome="accepted".*\} (\d+)$/gmu),
    ];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  it('by npm', async () => {
    const cwd = empty('npm');
    const name = '@classifieds/events-site-backend';
    writeFileSync(join(cwd, 'package.json'), '{"private":true,"type":"module"}');
    const env = npmEnvironment(scratch);
    await run('npm', ['install', `--registry=${registry.url}npm/`, `${name}@^0.1.1`], { cwd, env });
    writeFileSync(
      join(cwd, 'main.js'),
      example(join(cwd, 'node_modules', name, 'README.md'), 'ts|js|typescript'),
    );
    await expectToSend('node', ['main.js'], cwd);
  });

  it('by pip', async () => {
    const cwd = empty('pip');
    await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd });
    await run('python3', pipInstall(`${registry.url}pypi/simple/`, 'classifieds-events-site-backend'), {
      cwd,
    });
    // A wheel holds no README but in its metadata.
    const { stdout } = await run('sh', ['-c', 'ls -d venv/lib/python3*/site-packages/*.dist-info/METADATA'], {
      cwd,
    });
    writeFileSync(join(cwd, 'main.py'), example(join(cwd, stdout.trim()), 'python'));
    await expectToSend('venv/bin/python', ['main.py'], cwd);
  });

  it('by composer', async () => {
    const cwd = empty('composer');
    const name = 'classifieds/events-site-backend';
    writeFileSync(
      join(cwd, 'composer.json'),
      composerProject({ type: 'composer', url: `${registry.url}composer/` }),
    );
    await run('composer', ['require', `${name}:^0.1`], { cwd, env: composerEnvironment(scratch) });
    writeFileSync(join(cwd, 'main.php'), example(join(cwd, 'vendor', name, 'README.md'), 'php'));
    await expectToSend('php', ['main.php'], cwd);
  });

  it('by go', async () => {
    const cwd = empty('go');
    const name = 'git.classifieds.example/events/events-site-backend';
    const env = goEnvironment(scratch, { GOPROXY: `${registry.url}go`, GONOSUMDB: '*' });
    writeFileSync(join(cwd, 'go.mod'), 'module try\n\ngo 1.21\n');
    await run('go', ['get', name], { cwd, env });
    writeFileSync(join(cwd, 'main.go'), example(join(scratch, 'go-cache', `${name}@v0.1.1/README.md`), 'go'));
    await expectToSend('go', ['run', '.'], cwd, env);
  });
});
