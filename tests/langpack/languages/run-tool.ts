import { spawn } from 'node:child_process';
import type { ProgramResult } from './language.js';

/** Runs a tool of a language to its end; output is all that it wrote. Throws where it cannot be started. */
export function runTool(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ProgramResult> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', failed);
    child.on('close', (status) => done({ succeeded: status === 0, output }));
  });
}

/** What a tool complained of; undefined where it had nothing to say. */
export async function complaintsOf(
  ...results: readonly Promise<ProgramResult>[]
): Promise<string | undefined> {
  const failed = (await Promise.all(results)).filter(({ succeeded }) => !succeeded);
  return failed.length === 0 ? undefined : failed.map(({ output }) => output).join('\n');
}
