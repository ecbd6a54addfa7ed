import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const resolve = createRequire(import.meta.url).resolve;

/** The programs as a user starts them. */
export const programs = {
  eventbook: join(dirname(resolve('@eventbook/cli/package.json')), 'bin/eventbook.js'),
  'eventbook-collector': join(
    dirname(resolve('@eventbook/collector/package.json')),
    'bin/eventbook-collector.js',
  ),
} as const;

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Before the program's own command, as of a `Host`. */
  readonly within?: readonly string[];
}

/** Runs one of our programs to its end. */
export function runCommand(
  program: keyof typeof programs,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const command = [...(options.within ?? []), process.execPath, programs[program], ...args];
  return new Promise((done, failed) => {
    const child = spawn(command[0] ?? '', command.slice(1), {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', failed);
    child.on('close', (status) => done({ status, stdout, stderr }));
    child.stdin.on('error', () => undefined).end(options.input ?? '');
  });
}
