import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const version = '21.0.0';
const modules = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), '..');

export interface PyarrowAnswer {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** A Python with pyarrow, which answers what stands in Parquet files. */
export class PyarrowReader {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #interface: Interface;

  constructor() {
    const script = fileURLToPath(new URL('read_parquet.py', import.meta.url));
    this.#process = spawn(pythonWithPyarrow(), [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#process.stdout === null) throw new Error('Python has no output');
    this.#interface = createInterface({ input: this.#process.stdout });
    this.#lines = this.#interface[Symbol.asyncIterator]();
  }

  async read(path: string, filter: { column: string; value: string } | null = null): Promise<PyarrowAnswer> {
    this.#process.stdin?.write(`${JSON.stringify({ path, filter })}\n`);
    const { value } = await this.#lines.next();
    if (value === undefined) throw new Error(`Python could not read ${path}`);
    return JSON.parse(value) as PyarrowAnswer;
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await ended;
  }
}

/** A virtual environment beside the installed modules, made when it is first asked for; answers its Python. */
function pythonWithPyarrow(): string {
  const folder = join(modules, '.cache', `pyarrow-${version}`);
  const python = join('bin', 'python');
  if (!existsSync(folder)) {
    const begun = `${folder}.${process.pid}`;
    mkdirSync(dirname(folder), { recursive: true });
    run('python3', ['-m', 'venv', '--copies', begun]);
    run(join(begun, python), ['-m', 'pip', 'install', '--quiet', `pyarrow==${version}`]);
    try {
      renameSync(begun, folder);
    } catch {
      // Another run has made it meanwhile.
      rmSync(begun, { recursive: true, force: true });
    }
  }
  return join(folder, python);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stderr}`);
}
