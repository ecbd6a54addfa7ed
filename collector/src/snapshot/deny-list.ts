import { readFile } from 'node:fs/promises';
import { AppError } from '@eventbook/shared/errors/app-error';

/**
 * Reads a deny-list: the SHA-256 of a write key on each line, in hex; empty lines and what follows `#` mean nothing.
 * @throws AppError file_unreadable, configuration_invalid
 */
export async function readDenyList(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('user', 'file_unreadable', `The deny-list ${path} could not be read.`, { cause });
  });
  const hashes: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const hash = line.replace(/#.*$/, '').trim().toLowerCase();
    if (hash === '') continue;
    if (!/^[0-9a-f]{64}$/.test(hash)) {
      throw new AppError(
        'user',
        'configuration_invalid',
        `${path}: line ${index + 1} is no SHA-256 in hex.`,
        {
          hint: 'Write the hash of a key as it stands in the catalog, never the key itself.',
          data: { setting: 'deny_list', place: path },
        },
      );
    }
    hashes.push(hash);
  }
  return hashes.sort();
}
