import { resolve } from 'node:path';
import { readLimitedFile } from '@eventbook/shared/node/limited-file';
import type { Option } from './command.js';
import type { Context } from './context.js';

/** Of every command that can sign. */
export const keyOption: Option = {
  flags: '--key <file>',
  description:
    'sign with the secret key in this file; else with the one in the variable EVENTBOOK_SIGNING_KEY',
};

/** The secret key to sign with, as text; undefined where none was given. Throws file_not_found. */
export async function signingKey(context: Context, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) {
    const key = context.env['EVENTBOOK_SIGNING_KEY']?.trim();
    return key === '' ? undefined : key;
  }
  return Buffer.from(await readLimitedFile(resolve(context.cwd, file), 4096))
    .toString('utf8')
    .trim();
}
