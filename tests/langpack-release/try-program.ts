import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramResult } from '../langpack/languages/language.js';
import { runTool } from '../langpack/languages/run-tool.js';
import type { Installed, Step } from './installed-langpacks.js';

/** What became of a program. */
export interface Tried extends ProgramResult {
  /** What did not let it through: the language's own tool, or, where that had nothing to say, its run. */
  readonly refusedBy: 'tool' | 'run' | undefined;
}

type Settings = Readonly<Record<string, string>>;

/** Runs a program beside an installed langpack, as a README shows it. */
export function runProgram(
  installed: Installed,
  program: string,
  settings: Settings,
): Promise<ProgramResult> {
  writeFileSync(join(installed.cwd, installed.run.file), program);
  return take(installed, installed.run, settings);
}

/** Has the language's own tool look at a program, and runs it where that has nothing to say. */
export async function tryProgram(installed: Installed, program: string, settings: Settings): Promise<Tried> {
  const look = installed.look();
  writeFileSync(join(installed.cwd, look.file), program);
  const looked = await take(installed, look, settings);
  if (!looked.succeeded) return { ...looked, refusedBy: 'tool' };
  const ran = await take(installed, installed.run, settings);
  return { ...ran, refusedBy: ran.succeeded ? undefined : 'run' };
}

function take({ cwd, env }: Installed, { command }: Step, settings: Settings): Promise<ProgramResult> {
  const [name, ...args] = command;
  return runTool(name, args, { cwd, env: { ...env, ...settings } });
}
