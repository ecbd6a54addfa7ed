import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Secrets } from '../backend/native/native.js';

const fileName = 'secrets.json';

/**
 * Secrets in a file that only this person's account can read: encrypted with a key that the system's keychain holds.
 * Undefined where the system has no keychain, or one that would keep the key in the open (`basic_text` on Linux).
 */
export async function openSecrets(directory: string): Promise<Secrets | undefined> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return undefined;
  const path = join(directory, fileName);
  const readAll = async (): Promise<Record<string, string>> => {
    const text = await readFile(path, 'utf8').catch(() => '{}');
    try {
      return JSON.parse(text) as Record<string, string>;
    } catch {
      return {};
    }
  };
  return {
    async read(name) {
      const kept = (await readAll())[name];
      if (kept === undefined) return undefined;
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(kept, 'base64'))).result;
      } catch {
        // Encrypted on another machine, or before the keychain was made anew: it has to be asked for again.
        return undefined;
      }
    },
    async write(name, value) {
      const all = new Map(Object.entries(await readAll()));
      if (value === undefined) all.delete(name);
      else all.set(name, (await safeStorage.encryptStringAsync(value)).toString('base64'));
      await mkdir(directory, { recursive: true });
      await writeFileAtomically(path, JSON.stringify(Object.fromEntries(all)));
    },
  };
}
