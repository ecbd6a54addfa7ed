import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Faults that libc commits when it is told to (faults.c): nothing of it is in the program under test. */
export class InjectedFaults {
  /** For the processes that are to have them. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #wish: string;

  private constructor(folder: string, library: string) {
    this.#folder = folder;
    this.#wish = join(folder, 'wish');
    this.env = { LD_PRELOAD: library, FAULT: this.#wish };
  }

  static compile(): InjectedFaults {
    const folder = mkdtempSync(join(tmpdir(), 'eventbook-injected-'));
    const library = join(folder, 'faults.so');
    const source = fileURLToPath(new URL('faults.c', import.meta.url));
    execFileSync('gcc', ['-shared', '-fPIC', '-Wall', '-o', library, source, '-ldl']);
    return new InjectedFaults(folder, library);
  }

  /** From now on this goes wrong; nothing else does. */
  begin(fault: 'sync' | `kill ${'sync' | 'before' | 'after'} ${string}`): void {
    writeFileSync(`${this.#wish}.new`, fault);
    renameSync(`${this.#wish}.new`, this.#wish);
  }

  end(): void {
    rmSync(this.#wish, { force: true });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
