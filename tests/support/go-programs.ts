import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const tests = dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json'));

/** Programs of one module of Go, which tests/cluster/<name>/go.mod pins. */
export interface GoModule {
  readonly name: string;
  /** By the name of each program: its package. */
  readonly programs: Readonly<Record<string, string>>;
  /** Of `go build`, where it is to be quicker than what it makes. */
  readonly flags?: readonly string[];
  /** How long a build takes, for whoever waits. */
  readonly takes: string;
}

/**
 * The folder of the programs; built where they are missing, which wants Go. Each is put in place whole, so several may build
 * at once.
 */
export function goPrograms({ name, programs, flags = [], takes }: GoModule): string {
  const folder = join(tests, '../.cache', name);
  const names = Object.keys(programs);
  if (names.every((program) => existsSync(join(folder, program)))) return folder;
  console.error(`Building ${name}, which takes ${takes} …`);
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'building-'));
  try {
    const { status, error, stderr } = spawnSync(
      'go',
      ['build', ...flags, '-o', `${scratch}/`, ...Object.values(programs)],
      // A module may want a newer Go than a distribution has; Go brings it itself, where it may.
      { cwd: join(tests, 'cluster', name), encoding: 'utf8', env: { GOTOOLCHAIN: 'auto', ...process.env } },
    );
    if (status !== 0) throw new Error(`${name} could not be built: ${error?.message ?? stderr}`);
    for (const program of names) renameSync(join(scratch, program), join(folder, program));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
