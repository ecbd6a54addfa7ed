import { execFile, type ExecFileOptions } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { langpackPython, strict } from '../langpack/languages/python.js';
import { compiler, strictest } from '../langpack/languages/typescript.js';
import {
  composerEnvironment,
  composerProject,
  goEnvironment,
  npmEnvironment,
  pipInstall,
} from '../support/registry-clients.js';
import { writeFiles } from '../langpack/write-files.js';

const run = promisify(execFile);

/** A file that a command is given. */
export interface Step {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
}

/** A langpack of the template's book in an empty folder, put there by its language's own client. */
export interface Installed {
  readonly language: Language;
  readonly cwd: string;
  /** The folder of what came out of the archive. */
  readonly home: string;
  /** Where the client has put the README, from `home` on. */
  readonly readme: string;
  /** How a program is looked at by the compiler, the type checker or the linter, as strictly as there is. */
  readonly look: () => Step;
  /** How it is run. What `look` compiles is run without being written again. */
  readonly run: Step;
  readonly env: Readonly<Record<string, string>>;
}

export interface Wanted {
  readonly environment: string;
  readonly language: Language;
  /** Exactly this one; otherwise what a range of generation 1 comes to. Go has no ranges, so it gets the newest. */
  readonly version?: string;
}

/** Where the clients find packages, each as its client wants to be told. */
export interface PackagePlaces {
  /** The registry's address. */
  readonly typescript: string;
  /** The simple index's address. */
  readonly python: string;
  /** A repository of composer.json; with `{package}` where the package's name belongs. */
  readonly php: { readonly type: 'composer' | 'vcs'; readonly url: string };
  /** Environment variables. */
  readonly go: Readonly<Record<string, string>>;
  /** Before the clients' own commands, as of a `Host`. */
  readonly within?: readonly string[];
}

/** @param url of a static registry, with a slash at its end */
export function staticPlaces(url: string): PackagePlaces {
  return {
    typescript: `${url}npm/`,
    python: `${url}pypi/simple/`,
    php: { type: 'composer', url: `${url}composer/` },
    go: { GOPROXY: `${url}go`, GONOSUMDB: '*' },
  };
}

export class RegistryClients {
  readonly #folder: string;
  readonly #places: PackagePlaces;

  /** @param folder for what is installed, and what the clients keep: others that are to download everything again need another */
  constructor(folder: string, places: PackagePlaces) {
    this.#folder = folder;
    this.#places = places;
  }

  async #run(client: string, words: readonly string[], options: ExecFileOptions): Promise<void> {
    const [command = '', ...args] = [...(this.#places.within ?? []), client, ...words];
    await run(command, args, options);
  }

  async install(wanted: Wanted): Promise<Installed> {
    const cwd = join(this.#folder, `${wanted.environment}-${wanted.language}`);
    mkdirSync(cwd, { recursive: true });
    return this[wanted.language](wanted, cwd);
  }

  private async typescript({ environment, version = '^0.1.1' }: Wanted, cwd: string): Promise<Installed> {
    const name = `@classifieds/events-${environment}`;
    const env = npmEnvironment(this.#folder);
    // One program after the other is compiled: what does not change is checked once.
    const compilerOptions = { ...strictest, noEmit: false, incremental: true };
    await writeFiles(
      cwd,
      new Map([
        ['package.json', '{"private":true,"type":"module"}'],
        ['tsconfig.json', JSON.stringify({ compilerOptions, include: ['main.ts'] })],
      ]),
    );
    await this.#run('npm', ['install', `--registry=${this.#places.typescript}`, `${name}@${version}`], {
      cwd,
      env,
    });
    return {
      language: 'typescript',
      cwd,
      home: join(cwd, 'node_modules', name),
      readme: 'README.md',
      // It tells of the field only where it may show the line.
      look: () => ({ file: 'main.ts', command: ['node', compiler, '--project', '.', '--pretty'] }),
      run: { file: 'main.js', command: ['node', 'main.js'] },
      env: {},
    };
  }

  private async python({ environment, version }: Wanted, cwd: string): Promise<Installed> {
    const name = `classifieds-events-${environment}`;
    const exactly = version === undefined ? `${name}~=0.1.1` : `${name}==${version}`;
    await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd });
    await this.#run('python3', pipInstall(this.#places.python, exactly), { cwd });
    // A wheel holds no README but in its metadata.
    const { stdout } = await run(
      'sh',
      ['-c', 'cd venv/lib/python3*/site-packages && pwd && ls -d *.dist-info'],
      {
        cwd,
      },
    );
    const [home = '', information = ''] = stdout.split('\n');
    return {
      language: 'python',
      cwd,
      home,
      readme: join(information, 'METADATA'),
      look: () => ({
        file: 'main.py',
        command: [langpackPython(), ...strict, '--python-executable', 'venv/bin/python', 'main.py'],
      }),
      run: { file: 'main.py', command: ['venv/bin/python', 'main.py'] },
      env: {},
    };
  }

  private async php({ environment, version = '^0.1' }: Wanted, cwd: string): Promise<Installed> {
    const name = `classifieds/events-${environment}`;
    const { type, url } = this.#places.php;
    const project = composerProject({ type, url: url.replace('{package}', name) });
    writeFileSync(join(cwd, 'composer.json'), project);
    const env = composerEnvironment(this.#folder);
    await this.#run('composer', ['require', `${name}:${version}`], { cwd, env });
    return {
      language: 'php',
      cwd,
      home: join(cwd, 'vendor', name),
      readme: 'README.md',
      look: () => ({ file: 'main.php', command: ['php', '-l', 'main.php'] }),
      run: { file: 'main.php', command: ['php', '-d', 'display_errors=stderr', 'main.php'] },
      env: {},
    };
  }

  private async go({ environment, version }: Wanted, cwd: string): Promise<Installed> {
    const name = `git.classifieds.example/events/events-${environment}`;
    const env = goEnvironment(this.#folder, this.#places.go);
    writeFileSync(join(cwd, 'go.mod'), 'module try\n\ngo 1.21\n');
    await this.#run('go', ['get', version === undefined ? name : `${name}@v${version}`], { cwd, env });
    const { stdout } = await run('go', ['list', '-m', '-f', '{{.Dir}}', name], { cwd, env });
    return {
      language: 'go',
      cwd,
      home: stdout.trim(),
      readme: 'README.md',
      look: () => ({ file: 'main.go', command: ['go', 'vet', '.'] }),
      run: { file: 'main.go', command: ['go', 'run', '.'] },
      env: Object.fromEntries(
        Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    };
  }
}
