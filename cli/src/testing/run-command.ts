import { Readable, Writable } from 'node:stream';
import type { Context } from '../context.js';
import { run } from '../program.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as main.ts does in its own. */
export async function runCommand(
  cwd: string,
  words: readonly string[],
  changes: {
    readonly env?: Context['env'];
    readonly stdin?: string | Buffer;
    readonly isTerminal?: boolean;
  } = {},
): Promise<Ran> {
  const terminal = changes.isTerminal ?? false;
  const stdout = new Collected(terminal);
  const stderr = new Collected(terminal);
  const code = await run(words, {
    stdin: Readable.from([changes.stdin ?? '']),
    stdout,
    stderr,
    cwd,
    env: changes.env ?? {},
    // Nobody types in a test of this process; tests/cli asks at a real terminal.
    isTerminal: { stdin: false, stdout: terminal, stderr: terminal },
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collected extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
