import { AppError } from '@eventbook/shared/errors/app-error';
import { resolve } from 'node:path';
import type { Context } from './context.js';
import type { Invocation } from './command.js';

/** The text of an option that was given with a value; undefined where it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least `minimum`. Throws usage. */
export function numberOption(invocation: Invocation, name: string, minimum: number): number | undefined {
  const text = textOption(invocation, name);
  if (text === undefined) return undefined;
  const value = /^[0-9]{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum) return value;
  throw usage(`--${kebab(name)} takes a whole number of at least ${minimum}, not ${JSON.stringify(text)}.`);
}

/** The folder that the command is about: its argument or option, else the current one. */
export function catalogDirectory(context: Context, given: string | undefined): string {
  return resolve(context.cwd, given ?? '.');
}

export function usage(message: string, hint?: string): AppError {
  return new AppError('user', 'usage', message, hint === undefined ? {} : { hint });
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
